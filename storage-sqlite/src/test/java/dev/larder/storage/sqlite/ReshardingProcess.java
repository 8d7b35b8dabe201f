package dev.larder.storage.sqlite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that reshards a directory to three shards and dies when it has reached a step so many times:
 * {@code DIRECTORY STEP TIMES}.
 */
final class ReshardingProcess {

    private static final int DEAD = 99;

    private ReshardingProcess() {}

    public static void main(String[] arguments) {
        ReshardingStep last = ReshardingStep.valueOf(arguments[1]);
        int[] left = {Integer.parseInt(arguments[2])};
        Resharding.of(Path.of(arguments[0]), 3).run(new CountedProgress(), step -> {
            left[0] -= step == last ? 1 : 0;
            if (left[0] == 0) {
                Runtime.getRuntime().halt(DEAD); // no hook runs, nothing is closed
            }
        });
    }

    /** Runs it; returns whether it died there, rather than come to its end before. */
    static boolean killAt(Path directory, ReshardingStep step, int times) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        ReshardingProcess.class.getName(),
                        directory.toString(),
                        step.name(),
                        Integer.toString(times))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0 && exitCode != DEAD) {
            throw new IOException("The process failed: " + output);
        }
        return exitCode == DEAD;
    }
}
