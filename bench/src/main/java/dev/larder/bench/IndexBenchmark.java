package dev.larder.bench;

import dev.larder.Index;
import dev.larder.codec.Codec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What an {@link Index} of ten thousand, a hundred thousand and a million entries of 100 bytes costs: putting new
 * entries, replacing, finding, reading by key, and walking over all; all sizes in turn, some rounds of each.
 */
public final class IndexBenchmark {

    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);
    private static final int FILL_BATCH = 10_000;
    private static final int CALLS = 10_000;
    private static final int WARM_UP_CALLS = 50_000;
    private static final int DEFAULT_ROUNDS = 3;

    private IndexBenchmark() {}

    /**
     * Runs it.
     *
     * @param args the number of rounds
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_ROUNDS;
        List<Path> directories = new ArrayList<>();
        Map<Integer, Index<Long, byte[]>> indexes = new LinkedHashMap<>();
        for (int size : SIZES) {
            Path directory = Scratch.directory();
            directories.add(directory);
            indexes.put(size, fill(directory, size));
        }
        measure(indexes.values().iterator().next(), WARM_UP_CALLS);
        Map<Integer, List<Times>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            indexes.forEach((size, index) ->
                    times.computeIfAbsent(size, key -> new ArrayList<>()).add(measure(index, CALLS)));
        }
        times.forEach(IndexBenchmark::print);
        indexes.values().forEach(Index::close);
        for (Path directory : directories) {
            Scratch.delete(directory);
        }
    }

    private static Index<Long, byte[]> fill(Path directory, int size) {
        Index<Long, byte[]> index =
                Index.at(directory).keys(Codec.int64()).values(Codec.bytes()).open();
        SplittableRandom random = new SplittableRandom(size);
        for (int from = 0; from < size; from += FILL_BATCH) {
            Map<Long, byte[]> batch = new LinkedHashMap<>();
            while (batch.size() < FILL_BATCH) {
                batch.put(random.nextLong(), Workload.value());
            }
            index.putAll(batch);
        }
        return index;
    }

    /** Microseconds for one call, or for one entry of a walk. */
    private record Times(double put, double replace, double get, double ceiling, double walk, double walkByKey) {}

    private static Times measure(Index<Long, byte[]> index, int calls) {
        SplittableRandom random = new SplittableRandom(7);
        List<Long> added = new ArrayList<>();
        double put = perCall(calls, () -> {
            long key = random.nextLong();
            added.add(key);
            index.put(key, Workload.value());
        });
        List<Long> present = present(index, calls, random);
        int[] next = new int[3];
        double replace = perCall(calls, () -> index.put(present.get(next[0]++), Workload.value()));
        double get = perCall(calls, () -> index.get(present.get(next[1]++)));
        double ceiling = perCall(calls / 10, () -> index.sorted().ceilingEntry(present.get(next[2]++)));
        double walk = perEntry(index);
        double walkByKey = perEntry(index.sorted());
        index.transact(same -> added.forEach(same::remove));
        return new Times(put, replace, get, ceiling, walk, walkByKey);
    }

    /** Keys from all over the index. */
    private static List<Long> present(Index<Long, byte[]> index, int count, SplittableRandom random) {
        List<Long> present = new ArrayList<>();
        while (present.size() < count) {
            Long key = index.sorted().ceilingKey(random.nextLong());
            if (key != null) {
                present.add(key);
            }
        }
        return present;
    }

    private static double perCall(int calls, Runnable call) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        return (System.nanoTime() - start) / 1e3 / calls;
    }

    private static double perEntry(Map<Long, byte[]> map) {
        long start = System.nanoTime();
        long bytes = 0;
        long entries = 0;
        for (byte[] value : map.values()) {
            bytes += value.length;
            entries++;
        }
        if (bytes != entries * Workload.VALUE_BYTES) {
            throw new IllegalStateException("The values have " + bytes + " bytes, for " + entries + " entries");
        }
        return (System.nanoTime() - start) / 1e3 / entries;
    }

    private static void print(int size, List<Times> times) {
        System.out.printf(
                Locale.ROOT,
                "%,d entries, µs: put a new one %s, replace %s, get %s, ceilingEntry %s, walk, each entry %s,"
                        + " by key %s%n",
                size,
                Spread.of(times.stream().map(Times::put).toList()),
                Spread.of(times.stream().map(Times::replace).toList()),
                Spread.of(times.stream().map(Times::get).toList()),
                Spread.of(times.stream().map(Times::ceiling).toList()),
                Spread.of(times.stream().map(Times::walk).toList()),
                Spread.of(times.stream().map(Times::walkByKey).toList()));
    }
}
