package dev.larder.cli.reshard;

import dev.larder.cli.console.Console;
import dev.larder.cli.console.Figures;
import dev.larder.cli.console.StopNotice;
import dev.larder.storage.sqlite.Resharded;
import dev.larder.storage.sqlite.Resharding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code larder reshard}: divides the entries of a fanout directory among another number of shards. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
@Command(
        name = "reshard",
        header = "Divide the entries of a fanout directory among another number of shards.",
        description = {
            "Builds new shards beside the directory and puts them in its place; named collections move along. It takes room for the databases twice, "
                    + "large values get a second link.",
            "Stop every program that uses the directory first, Python processes too: while one has it open, nothing is done; and until this has ended, "
                    + "programs cannot open it.",
            "If it is stopped half-way, nothing is lost: run it again."
        })
public final class ReshardCommand implements Callable<Integer> {

    private final Console console = Console.ofProcess();

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The directory, with the shards 000, 001, ... in it.")
    private Path directory;

    @Parameters(index = "1", paramLabel = "N", description = "How many shards it shall have, from 1 to 1000.")
    private int shards;

    @Override
    public Integer call() {
        Resharding resharding = resharding();
        StopNotice stopNotice =
                new StopNotice(console, "Stopped. Nothing is lost; run the same command again to go on.");
        try (CopyProgress progress = new CopyProgress(console)) {
            stopNotice.set();
            report(resharding.run(progress));
        } finally {
            stopNotice.withdraw();
        }
        return ExitCode.OK;
    }

    private Resharding resharding() {
        try {
            return Resharding.of(directory, shards);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void report(Optional<Resharded> done) {
        PrintWriter out = spec.commandLine().getOut();
        if (done.isEmpty()) {
            out.printf("%s has %s shards already: nothing to do.%n", directory, Figures.count(shards));
        } else {
            report(done.get(), out);
        }
        out.flush();
    }

    private void report(Resharded done, PrintWriter out) {
        out.printf(
                "%s has %s shards now, before it had %s. Its shards hold %s entries.%n",
                directory, Figures.count(done.after()), Figures.count(done.before()), Figures.count(done.rows()));
        if (done.superseded() > 0) {
            out.printf(
                    "Dropped, because their keys had been stored later in another shard (1 and 1.0 are one key to a shard that gets both): %s.%n",
                    Figures.count(done.superseded()));
        }
        if (done.missingFiles() > 0) {
            out.printf("Entries whose value file was missing before: %s.%n", Figures.count(done.missingFiles()));
        }
    }
}
