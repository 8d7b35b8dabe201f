package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Deque;
import dev.larder.storage.contract.Threads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deques between JVMs. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DequeTest {

    /** Who add every second number each. */
    private static final int PRODUCERS = 2;

    @Test
    void killed_producersAndConsumers_loseNothingAndRepeatNothing(@TempDir Path directory) throws Exception {
        produceAndConsume(directory, 20_000, 2);
    }

    @Test
    @Tag("soak")
    void killed_producersAndConsumersManyTimes_loseNothingAndRepeatNothing(@TempDir Path directory) throws Exception {
        produceAndConsume(directory, 200_000, 20);
    }

    /** Two JVMs add numbers, two mark them as done; one of each is killed and started again now and then. */
    private static void produceAndConsume(Path directory, long numbers, int kills) throws Exception {
        try (Deque<Long> deque = DequePrograms.open(directory)) {
            List<ChildJvm> children = new ArrayList<>();
            List<Producer> producers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                children.add(start(i, deque, directory, numbers));
                if (i < PRODUCERS) {
                    producers.add(new Producer(children.get(i)));
                }
            }
            for (int kill = 1; kill <= kills; kill++) {
                long due = numbers * kill / (kills + 1);
                while (marked(deque) < due) {
                    Threads.awaitBriefly(new CountDownLatch(1)); // looking more often would keep the others from it
                }
                int producer = ThreadLocalRandom.current().nextInt(PRODUCERS);
                children.get(producer).kill();
                producers.get(producer).requireTold(DequePrograms.next(deque, producer, PRODUCERS), PRODUCERS);
                children.set(producer, start(producer, deque, directory, numbers));
                producers.set(producer, new Producer(children.get(producer)));

                int consumer = PRODUCERS + ThreadLocalRandom.current().nextInt(2);
                children.get(consumer).kill();
                children.set(consumer, start(consumer, deque, directory, numbers));
            }
            for (ChildJvm child : children) {
                assertThat(child.join()).isZero();
            }

            assertThat(deque.stream().map(DequePrograms::done).sorted().toList())
                    .containsExactlyElementsOf(
                            LongStream.range(0, numbers).boxed().toList());
            assertThat(deque.check()).isEmpty();
        }
    }

    private static ChildJvm start(int number, Deque<Long> deque, Path directory, long numbers) throws Exception {
        ChildJvm child = number < PRODUCERS
                ? ChildJvm.start(
                        DequePrograms.Produce.class,
                        directory,
                        DequePrograms.next(deque, number, PRODUCERS),
                        numbers,
                        PRODUCERS)
                : ChildJvm.start(DequePrograms.MarkAsDone.class, directory, numbers);
        child.await("ready");
        child.say("go");
        return child;
    }

    /** How many are done, about: they lie behind all others. */
    private static long marked(Deque<Long> deque) {
        long length = deque.length();
        long least = 0;
        long greatest = length;
        while (least < greatest) {
            long middle = (least + greatest) >>> 1;
            if (deque.get(middle) < 0) {
                greatest = middle;
            } else {
                least = middle + 1;
            }
        }
        return length - least;
    }

    @Test
    void take_byManyProcesses_handsEachElementToOne(@TempDir Path directory) throws Exception {
        long numbers = 3_000;
        try (Deque<Long> deque = DequePrograms.open(directory)) {
            List<ChildJvm> children = startAll(3, DequePrograms.TakeAll.class, directory);
            for (long number = 0; number < numbers; number += 5) {
                deque.addAll(LongStream.range(number, number + 5).boxed().toList());
            }
            deque.add(DequePrograms.END);
            List<Long> taken = new ArrayList<>();
            for (ChildJvm child : children) {
                List<Long> mine = new ArrayList<>();
                for (String line = child.readLine(); !"done".equals(line); line = child.readLine()) {
                    mine.add(Long.valueOf(line));
                }
                assertThat(mine).isSorted();
                taken.addAll(mine);
                assertThat(child.join()).isZero();
            }
            assertThat(taken)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, numbers).boxed().toList());
            assertThat(deque).containsExactly(DequePrograms.END);
        }
    }

    @Test
    void reordering_byManyProcesses_losesNothing(@TempDir Path directory) throws Exception {
        List<Long> elements = LongStream.range(0, 100).boxed().toList();
        try (Deque<Long> deque = DequePrograms.open(directory)) {
            deque.addAll(elements);
            for (ChildJvm child : startAll(3, DequePrograms.Shuffle.class, directory, 100)) {
                assertThat(child.join()).isZero();
            }
            assertThat(deque).containsExactlyInAnyOrderElementsOf(elements);
            assertThat(deque.check()).isEmpty();
        }
    }

    /**
     * The bound is for slow and busy machines; on an idle one it takes about 20 ms. Closing here closes nothing there.
     */
    @Test
    void add_otherProcessWaits_wakesItSoon(@TempDir Path directory, TestReporter reporter) throws Exception {
        try (ChildJvm other = ChildJvm.start(DequePrograms.TakeAndTell.class, directory)) {
            other.await("ready");
            other.say("go");
            List<Long> delays = new ArrayList<>();
            for (long round = 0; round < 15; round++) {
                try (Deque<Long> deque = DequePrograms.open(directory)) {
                    Threads.awaitBriefly(new CountDownLatch(1)); // it waits by now
                    long added = System.currentTimeMillis();
                    deque.add(round);
                    delays.add(Long.parseLong(other.readLine()) - added);
                }
            }
            try (Deque<Long> deque = DequePrograms.open(directory)) {
                deque.add(DequePrograms.END);
            }
            assertThat(other.join()).isZero();
            List<Long> sorted = delays.stream().sorted().toList();
            reporter.publishEntry("ms until another process was woken", sorted.toString());
            assertThat(sorted.get(sorted.size() / 2)).isLessThan(250);
        }
    }

    @Test
    void waiting_byFiftyThreads_takesNextToNoProcessorTime(@TempDir Path directory, TestReporter reporter)
            throws Exception {
        try (ChildJvm waiting = ChildJvm.start(DequePrograms.WaitIdly.class, directory, 50)) {
            waiting.await("ready");
            waiting.say("go");
            double share = ProcessorTime.shareAtRest(waiting);
            reporter.publishEntry("share of a core for 50 waiting threads", Double.toString(share));
            assertThat(share).isLessThan(ProcessorTime.MOST_AT_REST);
        }
    }

    private static List<ChildJvm> startAll(int processes, Class<?> program, Object... arguments) throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            children.add(ChildJvm.start(program, arguments));
        }
        for (ChildJvm child : children) {
            child.await("ready");
        }
        for (ChildJvm child : children) {
            child.say("go");
        }
        return children;
    }
}
