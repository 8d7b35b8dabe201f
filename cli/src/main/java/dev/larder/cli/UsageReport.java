package dev.larder.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what was wrong with the arguments and where to look; the whole help would hide it. */
final class UsageReport implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        if (arguments.length == 0) {
            command.usage(err);
        } else {
            err.println("larder: " + message(mistake));
            UnmatchedArgumentException.printSuggestions(mistake, err);
            err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static @Nullable String message(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        return mistake instanceof UnmatchedArgumentException unmatched
                        && !unmatched.isUnknownOption()
                        && !command.getSubcommands().isEmpty()
                ? "no command '" + unmatched.getUnmatched().get(0) + "'; commands are "
                        + String.join(", ", command.getSubcommands().keySet())
                : mistake.getMessage();
    }
}
