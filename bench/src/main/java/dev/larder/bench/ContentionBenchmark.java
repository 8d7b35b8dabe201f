package dev.larder.bench;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.codec.Codec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What writers who meet have to wait: the mix by 1 and by 8 threads, and by 1 and by 8 processes, on one store through
 * bare sqlite-jdbc, on one through {@link Cache}, and on a {@link FanoutCache} of 8 shards; all in turn, some rounds of
 * each.
 */
public final class ContentionBenchmark {

    private static final List<String> KINDS = List.of("bare", "cache", "fanout");
    private static final int WRITERS = 8;
    private static final int SECONDS = 5;
    private static final int DEFAULT_ROUNDS = 3;

    private ContentionBenchmark() {}

    /**
     * Runs it.
     *
     * @param args the number of rounds
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_ROUNDS;
        Path one = Scratch.directory();
        Path shards = Scratch.directory();
        try (Cache<String, byte[]> cache =
                        Cache.at(one).keys(Codec.string()).values(Codec.bytes()).open();
                FanoutCache<String, byte[]> fanout = FanoutCache.at(shards)
                        .keys(Codec.string())
                        .values(Codec.bytes())
                        .open()) {
            for (String key : Workload.presentKeys()) {
                cache.set(key, Workload.value());
                fanout.retrying().set(key, Workload.value());
            }
        }
        for (int processes : new int[] {1, WRITERS}) {
            for (int threads : processes == 1 ? new int[] {1, WRITERS} : new int[] {1}) {
                compare(processes, threads, rounds, one, shards);
            }
        }
        Scratch.delete(one);
        Scratch.delete(shards);
    }

    private static void compare(int processes, int threads, int rounds, Path one, Path shards) throws Exception {
        List<List<Outcome>> outcomes = new ArrayList<>();
        KINDS.forEach(kind -> outcomes.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int kind = 0; kind < KINDS.size(); kind++) {
                String name = KINDS.get(kind);
                Path directory = name.equals("fanout") ? shards : one;
                List<String> command = Fleet.java(ContentionWorker.class, name, directory, SECONDS, threads);
                outcomes.get(kind).add(Outcome.of(Fleet.run(command, processes)));
            }
        }
        for (int kind = 0; kind < KINDS.size(); kind++) {
            print(processes, threads, KINDS.get(kind), outcomes.get(kind));
        }
    }

    /** What all threads of all processes did. */
    private record Outcome(long operations, long timedOut, long refused, Histogram sets) {

        static Outcome of(List<String> answers) {
            long operations = 0;
            long timedOut = 0;
            long refused = 0;
            Histogram sets = ContentionWorker.newHistogram();
            for (String answer : answers) {
                String[] parts = answer.split(" ", -1);
                operations += Long.parseLong(parts[0]);
                timedOut += Long.parseLong(parts[1]);
                refused += Long.parseLong(parts[2]);
                sets.add(Histogram.decodeFromByteBuffer(
                        ByteBuffer.wrap(Base64.getDecoder().decode(parts[3])), 0));
            }
            return new Outcome(operations, timedOut, refused, sets);
        }

        double thousandsPerSecond() {
            return operations / (double) SECONDS / 1000;
        }

        double millis(double percentile) {
            return sets.getValueAtPercentile(percentile) / 1e6;
        }
    }

    private static void print(int processes, int threads, String kind, List<Outcome> outcomes) {
        System.out.printf(
                Locale.ROOT,
                "%d process(es) of %d thread(s), %-6s: thousand operations/s %s; set, ms: median %s, 99th percentile %s,"
                        + " longest %s; timed out %d, sets refused %d%n",
                processes,
                threads,
                kind,
                Spread.of(outcomes.stream().map(Outcome::thousandsPerSecond).toList()),
                Spread.of(outcomes.stream().map(outcome -> outcome.millis(50)).toList()),
                Spread.of(outcomes.stream().map(outcome -> outcome.millis(99)).toList()),
                Spread.of(outcomes.stream().map(outcome -> outcome.millis(100)).toList()),
                outcomes.stream().mapToLong(Outcome::timedOut).sum(),
                outcomes.stream().mapToLong(Outcome::refused).sum());
    }
}
