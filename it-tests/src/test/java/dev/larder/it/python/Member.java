package dev.larder.it.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that says what it does. It says so into a file: what a killed process has written into a pipe can get lost
 * between the thread that reads it and the one that notices the end.
 */
final class Member {

    private static final long PATIENCE_SECONDS = 120;

    private final String name;
    private final boolean isPython;
    private final Process process;
    private final Path said;

    private Member(String name, boolean isPython, Process process, Path said) {
        this.name = name;
        this.isPython = isPython;
        this.process = process;
        this.said = said;
    }

    /** @param said the file, which is made */
    static Member start(String name, boolean isPython, ProcessBuilder program, Path said) throws IOException {
        program.redirectOutput(said.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new Member(name, isPython, program.start(), said);
    }

    String name() {
        return name;
    }

    boolean isPython() {
        return isPython;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has said so far. */
    List<String> lines() throws IOException {
        return Files.readAllLines(said);
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Lets it finish what it does; returns its exit code. */
    int finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        awaitEnd();
        return process.exitValue();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " has not ended within " + PATIENCE_SECONDS + " s");
        }
    }
}
