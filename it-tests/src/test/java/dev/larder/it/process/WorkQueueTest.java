package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.DeadLetter;
import dev.larder.Delivery;
import dev.larder.QueueMetrics;
import dev.larder.WorkQueue;
import dev.larder.storage.contract.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Work queues between JVMs. */
class WorkQueueTest {

    private static final QueueMetrics EMPTY = new QueueMetrics(0, 0, 0, 0, null);

    @Test
    void kill_producersAndConsumersNowAndThen_losesNothingAndHandsOutToOneAtATime(
            @TempDir Path directory, TestReporter reporter) throws Exception {
        putAndTake(directory, 20_000, 2, reporter);
    }

    @Test
    @Tag("soak")
    void kill_producersAndConsumersTwentyTimes_losesNothingAndHandsOutToOneAtATime(
            @TempDir Path directory, TestReporter reporter) throws Exception {
        putAndTake(directory, 200_000, 20, reporter);
    }

    /** Two JVMs put, three take; one of each is killed and replaced each time another part has been put. */
    private static void putAndTake(Path directory, int items, int kills, TestReporter reporter) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long start = System.nanoTime();
        WorkLedger ledger = new WorkLedger(items, WorkQueuePrograms.LEASE);
        try (WorkQueue<Long> queue = WorkQueuePrograms.open(directory);
                WorkProducers producers = WorkProducers.start(2, directory, ledger);
                WorkCrew crew = WorkCrew.start(3, directory, ledger)) {
            int part = items / (kills + 1);
            for (int put = 0; put < items; put += producers.perRound()) {
                boolean isDue = put / part != (put + producers.perRound()) / part && crew.kills() < kills;
                producers.round(put, isDue ? random.nextInt(2) : -1);
                if (isDue) {
                    crew.killAndReplace(random.nextInt(3));
                }
            }
            assertThat(crew.kills()).isEqualTo(kills);
            crew.finish();
            assertThat(queue.metrics()).as("seed " + seed).isEqualTo(EMPTY);
            assertThat(queue.check()).isEmpty();
        }
        ledger.requireExact(kills * WorkQueuePrograms.BATCH);
        reporter.publishEntry(
                items + " items, " + kills + " kills",
                ledger + ", " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
    }

    /** At any moment each number that was put is there, or the next: never both, never neither. */
    @Test
    void kill_amongThoseWhoAcknowledgeAndPutInOne_losesAndDoublesNothing(@TempDir Path directory) throws Exception {
        int numbers = 8;
        int kills = 3;
        try (WorkQueue<Long> queue = WorkQueuePrograms.open(directory)) {
            queue.putAll(LongStream.range(0, numbers)
                    .map(number -> number * 1_000 + 800)
                    .boxed()
                    .toList());
            List<ChildJvm> children = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                children.add(ChildJvm.start(WorkQueuePrograms.PassOn.class, directory));
            }
            for (int kill = 0; kill < kills; kill++) {
                children.get(kill).await("ready");
                for (int look = 0; look < 3; look++) {
                    Threads.awaitBriefly(new CountDownLatch(1));
                    assertThat(total(queue.metrics())).isEqualTo(numbers);
                }
                children.get(kill).kill();
                children.set(kill, ChildJvm.start(WorkQueuePrograms.PassOn.class, directory));
            }
            for (ChildJvm child : children) {
                assertThat(child.join()).isZero();
            }

            assertThat(queue.deadLetters().map(DeadLetter::value))
                    .containsExactlyInAnyOrderElementsOf(LongStream.range(0, numbers)
                            .map(number -> number * 1_000 + 999)
                            .boxed()
                            .toList());
            assertThat(total(queue.metrics())).isEqualTo(numbers);
        }
    }

    private static long total(QueueMetrics metrics) {
        return metrics.ready() + metrics.delayed() + metrics.inFlight() + metrics.dead();
    }

    /** The bound is for slow and busy machines; on an idle one it takes about 20 ms. */
    @Test
    void put_otherProcessWaits_wakesItSoon(@TempDir Path directory, TestReporter reporter) throws Exception {
        try (WorkQueue<Long> queue = WorkQueuePrograms.open(directory);
                ChildJvm other = ChildJvm.start(WorkQueuePrograms.TakeAndTell.class, directory)) {
            other.await("ready");
            List<Long> delays = new ArrayList<>();
            for (int round = 0; round < 9; round++) {
                Threads.awaitBriefly(new CountDownLatch(1)); // it waits by now
                long put = System.currentTimeMillis();
                queue.put(1L);
                delays.add(Long.parseLong(other.readLine()) - put);
            }
            List<Long> sorted = delays.stream().sorted().toList();
            reporter.publishEntry("ms until another process had the item", sorted.toString());
            assertThat(sorted.get(sorted.size() / 2)).isLessThan(250);
        }
    }

    @Test
    void kill_holder_letsAnotherProcessHaveTheItemWhenTheLeaseEnds(@TempDir Path directory) throws Exception {
        try (WorkQueue<Long> queue = WorkQueuePrograms.open(directory)) {
            queue.put(7L);
            long before = System.nanoTime();
            try (ChildJvm holder = ChildJvm.start(WorkQueuePrograms.TakeAndHold.class, directory)) {
                holder.await("taken");
            }
            Delivery<Long> again = queue.take();
            assertThat(again.value()).isEqualTo(7);
            assertThat(again.attempts()).isEqualTo(2);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(WorkQueuePrograms.LEASE);
            assertThat(again.ack()).isTrue();
        }
    }

    @Test
    void waiting_byFiftyThreads_takesNextToNoProcessorTime(@TempDir Path directory, TestReporter reporter)
            throws Exception {
        try (ChildJvm waiting = ChildJvm.start(WorkQueuePrograms.WaitIdly.class, directory, 50)) {
            waiting.await("ready");
            double share = ProcessorTime.shareAtRest(waiting);
            reporter.publishEntry("share of a core for 50 waiting threads", Double.toString(share));
            assertThat(share).isLessThan(ProcessorTime.MOST_AT_REST);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no limit on the size of a process's files to set")
    void put_overTheProcessLimitOfAFile_isStoreFullAndPutsNone(@TempDir Path directory) throws Exception {
        // the limit is in blocks of 1,024 bytes; the process must not die of the signal that comes with it
        List<String> limited = List.of("bash", "-c", "trap '' XFSZ; ulimit -f 4096; exec \"$@\"", "bash");
        try (ChildJvm child = ChildJvm.start(
                limited,
                List.of("-Xmx64m", "-XX:-UsePerfData"),
                WorkQueuePrograms.PutUntilFull.class,
                directory,
                8 << 20)) {
            assertThat(child.readLine()).startsWith("full: ");
            assertThat(child.readLine()).isEqualTo("1 100000 []");
            assertThat(child.join()).isZero();
        }
    }
}
