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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link StoragesBenchmark} on one storage after the other, some rounds of all, prints the times and what they are
 * of those of SQLite, round by round, and draws them into one chart; then how much is on disk.
 */
public final class StorageComparison {

    private static final String YARDSTICK = "sqlite";
    private static final List<String> OTHERS = List.of("h2", "mvstore", "mvstore-commit", "postgresql");
    private static final List<String> OPERATIONS = List.of("get", "set", "mix", "pull", "batch");
    private static final String FORCED = "set, forced to the device";
    private static final int DEFAULT_ROUNDS = 3;
    private static final double LEAST_DRAWN = 0.1;
    private static final int ENTRIES_ON_DISK = 100_000;
    private static final int ENTRIES_AT_ONCE = 1_000;

    private final String server;
    private final List<String> storages;

    /** Microseconds in each round. */
    private final Map<Cell, List<Double>> times = new LinkedHashMap<>();

    private record Cell(String operation, String storage) {}

    private StorageComparison(String server, List<String> storages) {
        this.server = server;
        this.storages = storages;
    }

    /**
     * Measures, prints and draws.
     *
     * @param args the file for the chart, the number of rounds, and names of storages to put beside SQLite; without
     *     names, those of the chart in the documentation
     */
    public static void main(String[] args) throws RunnerException, IOException {
        Path chart = Path.of(args.length > 0 ? args[0] : "storages.svg");
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_ROUNDS;
        List<String> storages = new ArrayList<>(List.of(YARDSTICK));
        storages.addAll(args.length > 2 ? List.of(args).subList(2, args.length) : OTHERS);
        try (LoopbackPostgres postgres = new LoopbackPostgres()) {
            StorageComparison comparison = new StorageComparison(postgres.url(), storages);
            for (int round = 0; round < rounds; round++) {
                comparison.measureAll();
            }
            comparison.print();
            comparison.draw(chart);
        }
        for (String name : List.of("sqlite", "h2")) {
            printSize(name);
        }
    }

    private void measureAll() throws RunnerException {
        for (String operation : OPERATIONS) {
            for (String storage : storages) {
                measure(operation, operation, storage, Durability.NORMAL);
            }
        }
        for (String storage : storages) {
            if (!storage.equals("mvstore") && !storage.equals("h2-memory")) {
                measure(FORCED, "set", storage, Durability.FULL);
            }
        }
    }

    private void measure(String name, String benchmark, String storage, Durability durability) throws RunnerException {
        double time = new Runner(new OptionsBuilder()
                        .include("\\.StoragesBenchmark\\." + benchmark + "$")
                        .param("storage", storage)
                        .param("durability", durability.name())
                        .param("server", server)
                        .forks(1)
                        .warmupIterations(4)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(2)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle()
                .getPrimaryResult()
                .getScore();
        print("%-26s %-15s %10.2f us%n", name, storage, time);
        times.computeIfAbsent(new Cell(name, storage), any -> new ArrayList<>()).add(time);
    }

    private List<Double> times(String operation, String storage) {
        return times.getOrDefault(new Cell(operation, storage), List.of());
    }

    private void print() {
        times.forEach((cell, rounds) -> print(
                "%-26s %-15s us: %s, ratio to %s: %s%n",
                cell.operation,
                cell.storage,
                Spread.of(rounds),
                YARDSTICK,
                Spread.of(ratios(rounds, times(cell.operation, YARDSTICK)))));
    }

    private static List<Double> ratios(List<Double> rounds, List<Double> yardstick) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            ratios.add(rounds.get(round) / yardstick.get(round));
        }
        return ratios;
    }

    /** Medians; the axis is logarithmic, or what is fast would not be seen. */
    private void draw(Path file) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(450)
                .title("One thread, values of " + Workload.VALUE_BYTES + " bytes: less is better")
                .yAxisTitle("microseconds")
                .build();
        chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(LEAST_DRAWN).setLegendPosition(LegendPosition.OutsideE);
        for (String storage : storages) {
            chart.addSeries(
                    storage,
                    OPERATIONS,
                    OPERATIONS.stream()
                            .map(operation ->
                                    Spread.of(times(operation, storage)).median())
                            .toList());
        }
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }

    private static void printSize(String name) throws IOException {
        Path directory = Scratch.directory();
        Storage storage = name.equals("sqlite") ? SqliteStorage.at(directory) : H2.file(directory.resolve("store"));
        try (Cache<String, byte[]> cache =
                Cache.on(storage).keys(Codec.string()).values(Codec.bytes()).open()) {
            byte[] value = Workload.value();
            Map<String, byte[]> entries = new HashMap<>();
            for (int i = 0; i < ENTRIES_ON_DISK; i++) {
                entries.put("key:" + i, value);
                if (entries.size() == ENTRIES_AT_ONCE) {
                    cache.setAll(entries);
                    entries.clear();
                }
            }
            print(
                    "%-15s open, %d entries of %d bytes: %d KiB%n",
                    name, cache.size(), value.length, kibibytes(directory));
        }
        print("%-15s closed: %d KiB%n", name, kibibytes(directory));
        Scratch.delete(directory);
    }

    private static long kibibytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(StorageComparison::size)
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
