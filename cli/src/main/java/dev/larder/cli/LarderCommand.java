package dev.larder.cli;

import dev.larder.cli.demo.DemoCommand;
import dev.larder.cli.reshard.ReshardCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: what its subcommands have in common. */
@Command(
        name = "larder",
        description = "Caches and collections for the JVM that live in a database you already trust.",
        subcommands = {DemoCommand.class, ReshardCommand.class},
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; the message says why", "2:wrong usage"},
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        commandListHeading = "%nCommands:%n",
        descriptionHeading = "%n",
        sortOptions = false)
final class LarderCommand {

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Show where an error came from.")
    private boolean verbose;

    boolean isVerbose() {
        return verbose;
    }
}
