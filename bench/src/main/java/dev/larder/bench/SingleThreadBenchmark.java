package dev.larder.bench;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One thread: each operation of a cache beside the same operation by DiskCache's statements through bare sqlite-jdbc.
 * The two names of a pair differ in the first word, by which {@link Benchmarks} finds them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class SingleThreadBenchmark {

    private Path directory;
    private Cache<String, byte[]> cache;
    private DiskCacheStatements bare;
    private Mix.Operations cacheMix;
    private Mix.Operations bareMix;
    private byte[] value;
    private int next;

    @Setup
    public void open() throws Exception {
        directory = Scratch.directory();
        cache = Cache.at(directory).keys(Codec.string()).values(Codec.bytes()).open();
        value = Workload.value();
        for (String key : Workload.presentKeys()) {
            cache.set(key, value);
        }
        bare = new DiskCacheStatements(directory);
        cacheMix = Stores.of(cache);
        bareMix = Stores.of(bare);
    }

    @TearDown
    public void close() throws Exception {
        bare.close();
        cache.close();
        deleteStore();
    }

    private void deleteStore() throws IOException {
        Scratch.delete(directory);
    }

    @Benchmark
    public byte @Nullable [] larderGetHit() {
        return cache.get(Workload.present());
    }

    @Benchmark
    public byte @Nullable [] bareGetHit() throws Exception {
        return bare.get(Workload.present());
    }

    @Benchmark
    public byte @Nullable [] larderGetMiss() {
        return cache.get(Workload.absent());
    }

    @Benchmark
    public byte @Nullable [] bareGetMiss() throws Exception {
        return bare.get(Workload.absent());
    }

    @Benchmark
    public boolean larderSet() {
        return cache.set(Workload.present(), value);
    }

    @Benchmark
    public void bareSet() throws Exception {
        bare.set(Workload.present(), value);
    }

    /** Stores and deletes: a delete needs something to delete. */
    @Benchmark
    public void larderSetAndDelete(Blackhole sink) {
        String key = "passing:" + next++;
        sink.consume(cache.set(key, value));
        sink.consume(cache.delete(key));
    }

    /** Stores and deletes: a delete needs something to delete. */
    @Benchmark
    public void bareSetAndDelete(Blackhole sink) throws Exception {
        String key = "passing:" + next++;
        bare.set(key, value);
        sink.consume(bare.delete(key));
    }

    @Benchmark
    public @Nullable Object larderMix() throws Exception {
        return Mix.step(cacheMix, value);
    }

    @Benchmark
    public @Nullable Object bareMix() throws Exception {
        return Mix.step(bareMix, value);
    }
}
