package dev.larder.bench;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Storage;
import dev.larder.storage.h2.H2;
import dev.larder.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One cache on each storage: a hit and a set by one thread, and the size on disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class StoragesBenchmark {

    private static final List<String> STORAGES = List.of("sqlite", "h2", "h2-shared", "h2-memory");
    private static final int DEFAULT_ROUNDS = 3;
    private static final int ENTRIES_ON_DISK = 100_000;
    private static final int ENTRIES_AT_ONCE = 1_000;

    /** Which storage. */
    @Param({"sqlite", "h2", "h2-shared", "h2-memory"})
    public String storage;

    /** What a write survives. */
    @Param({"NORMAL", "FULL"})
    public Durability durability;

    private Path directory;
    private Cache<String, byte[]> cache;
    private byte[] value;

    @Setup
    public void open() throws Exception {
        directory = Scratch.directory();
        cache = open(storage(storage, directory), durability);
        value = Workload.value();
        cache.transact(tx -> {
            for (String key : Workload.presentKeys()) {
                tx.set(key, value);
            }
        });
    }

    private static Storage storage(String name, Path directory) {
        return switch (name) {
            case "sqlite" -> SqliteStorage.at(directory);
            case "h2" -> H2.file(directory.resolve("store"));
            case "h2-shared" -> H2.sharedFile(directory.resolve("store"));
            case "h2-memory" -> H2.memory();
            default -> throw new IllegalArgumentException("There is no storage " + name);
        };
    }

    private static Cache<String, byte[]> open(Storage storage, Durability durability) {
        return Cache.on(storage)
                .keys(Codec.string())
                .values(Codec.bytes())
                .durability(durability)
                .open();
    }

    @TearDown
    public void close() throws Exception {
        cache.close();
        Scratch.delete(directory);
    }

    @Benchmark
    public byte @Nullable [] getHit() {
        return cache.get(Workload.present());
    }

    @Benchmark
    public boolean set() {
        return cache.set(Workload.present(), value);
    }

    /**
     * Runs the storages in turn, some rounds of each, and prints medians; then the sizes.
     *
     * @param args the number of rounds
     */
    public static void main(String[] args) throws RunnerException, IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_ROUNDS;
        Map<String, List<Double>> scores = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String name : STORAGES) {
                measure(scores, name, "getHit", Durability.NORMAL);
                measure(scores, name, "set", Durability.NORMAL);
                if (!name.equals("h2-memory")) {
                    measure(scores, name, "set", Durability.FULL);
                }
            }
        }
        scores.forEach((name, all) -> print("%-24s us/op: %s%n", name, Spread.of(all)));
        for (String name : List.of("sqlite", "h2")) {
            printSize(name);
        }
    }

    private static void measure(
            Map<String, List<Double>> scores, String storage, String benchmark, Durability durability)
            throws RunnerException {
        double score = new Runner(new OptionsBuilder()
                        .include("\\.StoragesBenchmark\\." + benchmark + "$")
                        .param("storage", storage)
                        .param("durability", durability.name())
                        .forks(1)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle()
                .getPrimaryResult()
                .getScore();
        scores.computeIfAbsent(storage + " " + benchmark + " " + durability, any -> new ArrayList<>())
                .add(score);
    }

    private static void printSize(String name) throws IOException {
        Path directory = Scratch.directory();
        Storage storage = storage(name, directory);
        try (var cache = open(storage, Durability.NORMAL)) {
            byte[] value = Workload.value();
            for (int i = 0; i < ENTRIES_ON_DISK; i += ENTRIES_AT_ONCE) {
                int first = i;
                cache.transact(tx -> {
                    for (int j = first; j < first + ENTRIES_AT_ONCE; j++) {
                        tx.set("key:" + j, value);
                    }
                });
            }
            print(
                    "%-24s open, %d entries of %d bytes: %d KiB%n",
                    name, cache.size(), value.length, kibibytes(directory));
        }
        print("%-24s closed: %d KiB%n", name, kibibytes(directory));
        Scratch.delete(directory);
    }

    private static long kibibytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(StoragesBenchmark::size)
                            .sum()
                    / 1024;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
