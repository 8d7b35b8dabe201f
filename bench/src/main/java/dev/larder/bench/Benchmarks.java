package dev.larder.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs the JMH benchmarks in pairs, Larder and bare sqlite-jdbc in turn, some rounds of each, and prints their ratio
 * round by round: on a machine that others use too, only what was measured side by side can be compared.
 */
public final class Benchmarks {

    private static final List<String> PAIRS = List.of(
            "GetHit",
            "GetMiss",
            "Set",
            "SetAndDelete",
            "Mix",
            "FourWriters",
            "PushAndPull",
            "PutTakeAck",
            "PutTakeAckBatch");
    private static final int DEFAULT_ROUNDS = 5;

    private Benchmarks() {}

    /**
     * Runs them.
     *
     * @param args the number of rounds, and the names of pairs to run; without names, all
     */
    public static void main(String[] args) throws RunnerException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : DEFAULT_ROUNDS;
        List<String> pairs = args.length > 1 ? List.of(args).subList(1, args.length) : PAIRS;
        for (String pair : pairs) {
            List<RunResult> larder = new ArrayList<>();
            List<RunResult> bare = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                larder.add(run("larder" + pair));
                bare.add(run("bare" + pair));
            }
            print(pair, larder, bare);
        }
    }

    private static RunResult run(String benchmark) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include("\\." + benchmark + "$")
                        .forks(1)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(3)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
    }

    private static void print(String pair, List<RunResult> larder, List<RunResult> bare) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < larder.size(); round++) {
            ratios.add(score(larder.get(round)) / score(bare.get(round)));
        }
        print(
                "%-14s us/op: larder %s, bare %s, ratio %s; bytes/op: larder %.0f, bare %.0f%n",
                pair,
                Spread.of(larder.stream().map(Benchmarks::score).toList()),
                Spread.of(bare.stream().map(Benchmarks::score).toList()),
                Spread.of(ratios),
                allocated(larder),
                allocated(bare));
        if (isSampled(larder.get(0))) {
            print(
                    "%-14s longest call, ms: larder %s, bare %s%n",
                    "",
                    Spread.of(larder.stream().map(Benchmarks::longestMillis).toList()),
                    Spread.of(bare.stream().map(Benchmarks::longestMillis).toList()));
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static boolean isSampled(RunResult result) {
        return result.getParams().getMode() == Mode.SampleTime;
    }

    private static double longestMillis(RunResult result) {
        Statistics calls = result.getPrimaryResult().getStatistics();
        return calls.getMax() / 1000;
    }

    private static double allocated(List<RunResult> results) {
        return Spread.of(results.stream()
                        .map(result -> {
                            Result<?> allocation = result.getSecondaryResults().get("gc.alloc.rate.norm");
                            return allocation == null ? Double.NaN : allocation.getScore();
                        })
                        .toList())
                .median();
    }
}
