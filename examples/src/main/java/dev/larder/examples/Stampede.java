package dev.larder.examples;

import static dev.larder.WriteOptions.expireAfter;

import dev.larder.Cache;
import dev.larder.LoadOptions;
import dev.larder.codec.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/**
 * What happens when a value that many want expires: without protection all of them load it; with a loader one does, and
 * the others wait; recomputed early, nobody waits. Draws how long each call took into {@code stampede.svg}.
 *
 * <p>Needs XChart on the class path beside the jars of {@code ./larder --version}; its test runs it.
 */
public final class Stampede {

    private static final int THREADS = 10;
    private static final Duration LOADING = Duration.ofMillis(100);
    private static final Duration TO_LIVE = Duration.ofMillis(500);
    private static final Duration RUN = Duration.ofSeconds(2);

    private Stampede() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/examples/stampede");
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(500)
                .title("A value that expires twice a second, wanted by " + THREADS + " threads")
                .xAxisTitle("time in ms")
                .yAxisTitle("longest call in ms")
                .build();
        ExecutorService refreshing = Executors.newFixedThreadPool(2);
        try (Cache<String, Long> cache =
                Cache.at(directory).keys(Codec.string()).values(Codec.int64()).open()) {
            cache.clear();
            draw(chart, "unprotected", loads -> {
                if (cache.get("unprotected") == null) {
                    cache.set("unprotected", load(loads), expireAfter(TO_LIVE));
                }
            });
            draw(chart, "one loads", loads -> cache.get("one", key -> load(loads), expireAfter(TO_LIVE)));
            LoadOptions<Object> early = recomputedEarly(refreshing);
            draw(chart, "recomputed early", loads -> cache.get("early", key -> load(loads), early));
        } finally {
            refreshing.shutdown();
        }
        Path file = directory.resolveSibling("stampede.svg");
        Files.createDirectories(file.toAbsolutePath().getParent());
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
        System.out.println("See " + file);
    }

    private static LoadOptions<Object> recomputedEarly(Executor executor) {
        return LoadOptions.storing(expireAfter(TO_LIVE)).recomputeEarly(1, executor);
    }

    private static long load(AtomicInteger loads) {
        LockSupport.parkNanos(LOADING.toNanos());
        return loads.incrementAndGet();
    }

    /** Lets all threads call for a while, and draws the longest call of each 20 ms. */
    private static void draw(XYChart chart, String name, Consumer<AtomicInteger> call) throws InterruptedException {
        AtomicInteger loads = new AtomicInteger();
        double[] longest = new double[(int) (RUN.toMillis() / 20)];
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> callAgainAndAgain(call, loads, start, longest));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double[] times = new double[longest.length];
        Arrays.setAll(times, i -> i * 20.0);
        chart.addSeries(name + ": " + loads + " loads", times, longest);
        System.out.println(name + ": " + loads + " loads");
    }

    private static void callAgainAndAgain(
            Consumer<AtomicInteger> call, AtomicInteger loads, long start, double[] longest) {
        while (true) {
            long begin = System.nanoTime();
            int slot = (int) ((begin - start) / Duration.ofMillis(20).toNanos());
            if (slot >= longest.length) {
                return;
            }
            call.accept(loads);
            double millis = (System.nanoTime() - begin) / 1e6;
            synchronized (longest) {
                longest[slot] = Math.max(longest[slot], millis);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
