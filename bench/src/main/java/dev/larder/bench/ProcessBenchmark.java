package dev.larder.bench;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What only shows between processes: how long a fresh JVM takes to open a cache and read from it, and what eight
 * processes get done on one directory with the mix, beside as many with bare sqlite-jdbc and, where it is installed,
 * with Python's DiskCache. All in turn, some rounds of each. The processes run the mix together for some seconds before
 * it counts: eight JVMs that compile share the processors with what they compile for.
 */
public final class ProcessBenchmark {

    private static final int PROCESSES = 8;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 5;
    private static final int DEFAULT_ROUNDS = 5;

    private ProcessBenchmark() {}

    /**
     * Runs both.
     *
     * @param args the number of rounds
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_ROUNDS;
        Path directory = Scratch.directory();
        try (Cache<String, byte[]> cache =
                Cache.at(directory).keys(Codec.string()).values(Codec.bytes()).open()) {
            for (String key : Workload.presentKeys()) {
                cache.set(key, Workload.value());
            }
        }
        freshProcesses(directory, rounds);
        manyProcesses(directory, rounds);
        Scratch.delete(directory);
    }

    private static void freshProcesses(Path directory, int rounds) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            long before = System.nanoTime();
            Process process =
                    new ProcessBuilder(worker("get", directory)).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The reading process failed with " + process.exitValue());
            }
            if (round > 0) { // the first one warms the operating system's caches
                millis.add((System.nanoTime() - before) / 1e6);
            }
        }
        System.out.println("Fresh JVM, open and first get, whole process, ms: " + Spread.of(millis));
    }

    private static void manyProcesses(Path directory, int rounds) throws Exception {
        List<List<String>> commands = new ArrayList<>();
        commands.add(worker("larder", directory));
        commands.add(worker("bare", directory));
        Optional<List<String>> python = python(directory);
        python.ifPresentOrElse(
                commands::add,
                () -> System.out.println("Python DiskCache: not run, no python3 here can import diskcache"));
        List<String> names = List.of("larder", "bare", "python");
        List<List<Double>> throughput = new ArrayList<>();
        List<List<Double>> longest = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            throughput.add(new ArrayList<>());
            longest.add(new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < commands.size(); i++) {
                Outcome outcome = together(commands.get(i));
                throughput.get(i).add(outcome.operations / (double) SECONDS / 1000);
                longest.get(i).add(outcome.longestNanos / 1e6);
            }
        }
        for (int i = 0; i < commands.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%d processes, mix, %-6s: thousand operations/s %s; longest, ms %s%n",
                    PROCESSES,
                    names.get(i),
                    Spread.of(throughput.get(i)),
                    Spread.of(longest.get(i)));
        }
    }

    private record Outcome(long operations, long longestNanos) {}

    /** What all processes got done, and how long the longest operation of any took. */
    private static Outcome together(List<String> command) throws IOException, InterruptedException {
        long operations = 0;
        long longest = 0;
        for (String answer : Fleet.run(command, PROCESSES)) {
            int gap = answer.indexOf(' ');
            operations += Long.parseLong(answer.substring(0, gap));
            longest = Math.max(longest, Long.parseLong(answer.substring(gap + 1)));
        }
        return new Outcome(operations, longest);
    }

    private static List<String> worker(String mode, Path directory) {
        return Fleet.java(ProcessWorker.class, mode, directory, WARM_UP_SECONDS, SECONDS);
    }

    private static Optional<List<String>> python(Path directory) throws IOException, InterruptedException {
        Path script = Files.createTempFile("larder-bench-", ".py");
        try (InputStream source = ProcessBenchmark.class.getResourceAsStream("mix.py")) {
            Files.write(script, java.util.Objects.requireNonNull(source).readAllBytes());
        }
        script.toFile().deleteOnExit();
        for (String python : List.of("python3", "/usr/bin/python3")) {
            Process probe = new ProcessBuilder(python, "-c", "import diskcache")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (probe.waitFor() == 0) {
                return Optional.of(List.of(
                        python,
                        script.toString(),
                        directory.toString(),
                        Integer.toString(WARM_UP_SECONDS),
                        Integer.toString(SECONDS),
                        Integer.toString(Workload.KEYS),
                        Integer.toString(Workload.VALUE_BYTES)));
            }
        }
        return Optional.empty();
    }
}
