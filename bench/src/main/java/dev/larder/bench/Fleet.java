package dev.larder.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes that work at the same time. Each says {@code ready} when it has opened its store, waits for a line, works,
 * and answers with one line.
 */
final class Fleet {

    private Fleet() {}

    /** Starts so many processes, lets them open, lets all begin at once, and returns what each answers. */
    static List<String> run(List<String> command, int size) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < size; i++) {
                processes.add(new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            }
            List<BufferedReader> readers = new ArrayList<>();
            for (Process process : processes) {
                BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
                readers.add(reader);
                require("ready".equals(reader.readLine()), command);
            }
            for (Process process : processes) {
                try (OutputStream start = process.getOutputStream()) {
                    start.write('\n');
                }
            }
            List<String> answers = new ArrayList<>();
            for (BufferedReader reader : readers) {
                String answer = reader.readLine();
                if (answer == null) {
                    throw failure(command);
                }
                answers.add(answer);
            }
            for (Process process : processes) {
                require(process.waitFor() == 0, command);
            }
            return answers;
        } finally {
            processes.forEach(Process::destroy);
        }
    }

    /** The command that runs a program of this module in a JVM like this one. */
    static List<String> java(Class<?> program, Object... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-XX:+UseSerialGC",
                                program.getName()),
                        Arrays.stream(arguments).map(Object::toString))
                .toList();
    }

    private static void require(boolean condition, List<String> command) {
        if (!condition) {
            throw failure(command);
        }
    }

    private static IllegalStateException failure(List<String> command) {
        return new IllegalStateException("A process failed: " + command);
    }
}
