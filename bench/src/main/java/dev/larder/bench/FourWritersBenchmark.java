package dev.larder.bench;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * Four threads that set: through one cache, beside DiskCache's statements on a connection for each thread. Each call is
 * timed, so that the longest shows.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(4)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class FourWritersBenchmark {

    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class SharedCache {
        final byte[] value = Workload.value();
        Path directory;
        Cache<String, byte[]> cache;

        @Setup
        public void open() throws Exception {
            directory = Scratch.directory();
            cache = Cache.at(directory)
                    .keys(Codec.string())
                    .values(Codec.bytes())
                    .open();
            for (String key : Workload.presentKeys()) {
                cache.set(key, value);
            }
        }

        @TearDown
        public void close() throws Exception {
            cache.close();
            Scratch.delete(directory);
        }
    }

    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
    public static class OwnConnection {
        DiskCacheStatements bare;

        @Setup
        public void open(SharedCache shared) throws Exception {
            bare = new DiskCacheStatements(shared.directory);
        }

        @TearDown
        public void close() throws Exception {
            bare.close();
        }
    }

    @Benchmark
    public Object larderFourWriters(SharedCache shared) {
        return shared.cache.set(Workload.present(), shared.value);
    }

    @Benchmark
    public void bareFourWriters(SharedCache shared, OwnConnection own) throws Exception {
        own.bare.set(Workload.present(), shared.value);
    }
}
