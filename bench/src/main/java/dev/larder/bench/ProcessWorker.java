package dev.larder.bench;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that {@link ProcessBenchmark} starts. {@code get DIR} opens the cache and reads one entry. {@code larder
 * DIR WARM_UP_SECONDS SECONDS} and {@code bare DIR WARM_UP_SECONDS SECONDS} open, say {@code ready}, wait for a line,
 * run the mix first for the one time and then for the other, and print how many operations they did in the second and
 * how long the longest of these took, in nanoseconds.
 */
public final class ProcessWorker {

    private ProcessWorker() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        if (args[0].equals("bare")) {
            try (DiskCacheStatements bare = new DiskCacheStatements(directory)) {
                mix(Stores.of(bare), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            }
            return;
        }
        try (Cache<String, byte[]> cache =
                Cache.at(directory).keys(Codec.string()).values(Codec.bytes()).open()) {
            if (args[0].equals("larder")) {
                mix(Stores.of(cache), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            } else if (cache.get(Workload.presentKeys()[0]) == null) {
                throw new IllegalStateException("The entry to be read is not there");
            }
        }
    }

    private static void mix(Mix.Operations store, int warmUpSeconds, int seconds) throws Exception {
        byte[] value = Workload.value();
        System.out.println("ready");
        BufferedReader start = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (start.readLine() == null) {
            return; // whoever started this process is gone
        }
        run(store, value, warmUpSeconds);
        System.out.println(run(store, value, seconds));
    }

    /**
     * Runs the mix second by second, each in a call of its own: what was compiled for one is used by the next, so that
     * what counts does not begin uncompiled.
     */
    private static Result run(Mix.Operations store, byte[] value, int seconds) throws Exception {
        Result result = new Result(0, 0);
        for (int i = 0; i < seconds; i++) {
            result = result.and(runOneSecond(store, value));
        }
        return result;
    }

    private static Result runOneSecond(Mix.Operations store, byte[] value) throws Exception {
        long longest = 0;
        long operations = 0;
        long before = System.nanoTime();
        long end = before + 1_000_000_000L;
        for (; before < end; operations++) {
            Mix.step(store, value);
            long after = System.nanoTime();
            longest = Math.max(longest, after - before);
            before = after;
        }
        return new Result(operations, longest);
    }

    private record Result(long operations, long longestNanos) {

        Result and(Result other) {
            return new Result(operations + other.operations, Math.max(longestNanos, other.longestNanos));
        }

        @Override
        public String toString() {
            return operations + " " + longestNanos;
        }
    }
}
