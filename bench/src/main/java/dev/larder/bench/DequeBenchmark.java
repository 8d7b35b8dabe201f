package dev.larder.bench;

import dev.larder.Deque;
import dev.larder.codec.Codec;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
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

/**
 * One thread that adds to a deque at one end and takes from the other, beside the same by DiskCache's statements
 * through bare sqlite-jdbc and, as the ceiling, by a queue in memory. An element is there to take all the time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class DequeBenchmark {

    private static final int ELEMENTS = 1_000;

    private Path directory;
    private Deque<byte[]> deque;
    private BareQueue bare;
    private Queue<byte[]> array;
    private byte[] value;

    @Setup
    public void open() throws Exception {
        directory = Scratch.directory();
        deque = Deque.at(directory).values(Codec.bytes()).open();
        value = Workload.value();
        array = new ArrayBlockingQueue<>(2 * ELEMENTS);
        for (int i = 0; i < ELEMENTS; i++) {
            deque.add(value);
            array.add(value);
        }
        bare = new BareQueue(directory);
    }

    @TearDown
    public void close() throws Exception {
        bare.close();
        deque.close();
        Scratch.delete(directory);
    }

    @Benchmark
    public byte @Nullable [] larderPushAndPull() {
        deque.addLast(value);
        return deque.pollFirst();
    }

    @Benchmark
    public byte @Nullable [] barePushAndPull() throws Exception {
        bare.push(value);
        return bare.pull();
    }

    @Benchmark
    public byte @Nullable [] arrayPushAndPull() {
        array.add(value);
        return array.poll();
    }

    /** The element in the middle, where nothing was removed from there. */
    @Benchmark
    public byte[] larderGetInTheMiddle() {
        return deque.get(ELEMENTS / 2);
    }
}
