package dev.larder.cli;

import dev.larder.storage.LarderException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong; where it came from only if asked, or if nobody foresaw it. */
final class FailureReport implements IExecutionExceptionHandler {

    private final LarderCommand larder;

    FailureReport(LarderCommand larder) {
        this.larder = larder;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        Exception told = failure instanceof UncheckedIOException io ? Objects.requireNonNull(io.getCause()) : failure;
        boolean foreseen = told instanceof LarderException || told instanceof IOException;
        PrintWriter err = command.getErr();
        err.println("larder: " + (foreseen ? message(told) : "unexpected error: " + failure));
        if (larder.isVerbose() || !foreseen) {
            failure.printStackTrace(err);
        } else {
            err.println("        (--verbose shows where this came from)");
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String message(Throwable told) {
        String message = told.getMessage();
        // the message of a file system exception may be no more than the file's name
        return message == null || told instanceof FileSystemException
                ? told.getClass().getSimpleName() + ": " + message
                : message;
    }
}
