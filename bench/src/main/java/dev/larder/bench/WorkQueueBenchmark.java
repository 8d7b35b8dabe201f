package dev.larder.bench;

import dev.larder.Delivery;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One thread: an item on its way through a work queue, alone and a hundred together, beside the same by the least
 * statements through bare sqlite-jdbc. The time is that of an item.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class WorkQueueBenchmark {

    private static final int BATCH = 100;

    private Path directory;
    private WorkQueue<byte[]> queue;
    private BareWorkQueue bare;
    private byte[] value;
    private List<byte[]> values;

    @Setup
    public void open() throws Exception {
        directory = Scratch.directory();
        queue = WorkQueue.at(directory).values(Codec.bytes()).open();
        bare = new BareWorkQueue(directory);
        value = Workload.value();
        values = Collections.nCopies(BATCH, value);
    }

    @TearDown
    public void close() throws Exception {
        bare.close();
        queue.close();
        Scratch.delete(directory);
    }

    @Benchmark
    public boolean larderPutTakeAck() throws InterruptedException {
        queue.put(value);
        return queue.take().ack();
    }

    @Benchmark
    public void barePutTakeAck() throws Exception {
        bare.put(value, 1);
        bare.ack(bare.take(1));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Delivery<byte[]>> larderPutTakeAckBatch() throws InterruptedException {
        queue.putAll(values);
        return queue.ackAll(queue.poll(BATCH, Duration.ZERO));
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void barePutTakeAckBatch() throws Exception {
        bare.put(value, BATCH);
        bare.ack(bare.take(BATCH));
    }
}
