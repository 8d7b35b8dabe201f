package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Deque;
import dev.larder.storage.Capability;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.contract.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waiting for elements and for room, and the bounds of a deque. */
public interface DequeBlockingContract extends DequeUnderTest {

    private static boolean isWaiting(List<Thread> threads, int i) {
        return threads.size() > i && Waiting.isIn("dev.larder.DequeTurns", threads.get(i));
    }

    /** Starts calls and returns once all of them wait. */
    private static <T> List<Future<T>> waiting(DequeTestbed testbed, List<Callable<T>> calls) {
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        List<Future<T>> running = calls.stream()
                .map(call -> testbed.threads().start(() -> {
                    threads.add(Thread.currentThread());
                    return call.call();
                }))
                .toList();
        for (int i = 0; i < calls.size(); i++) {
            int number = i;
            Threads.await(() -> isWaiting(threads, number));
        }
        return running;
    }

    @Test
    default void take_elementThere_returnsAtOnce(Deque<Object> deque) throws InterruptedException {
        deque.addAll(List.of("a", "b", "c", "d", "e", "f"));

        assertThat(deque.take()).isEqualTo("a");
        assertThat(deque.takeFirst()).isEqualTo("b");
        assertThat(deque.takeLast()).isEqualTo("f");
        assertThat(deque.poll(1, TimeUnit.DAYS)).isEqualTo("c");
        assertThat(deque.pollFirst(0, TimeUnit.DAYS)).isEqualTo("d");
        assertThat(deque.pollLast(-1, TimeUnit.DAYS)).isEqualTo("e");
    }

    @Test
    default void take_emptyDeque_waitsForAnElement(Deque<Object> deque, DequeTestbed testbed) {
        for (Callable<Object> call : List.<Callable<Object>>of(
                deque::take,
                deque::takeFirst,
                deque::takeLast,
                () -> deque.poll(1, TimeUnit.HOURS),
                () -> deque.pollLast(1, TimeUnit.HOURS))) {
            Future<Object> waiting = waiting(testbed, List.of(call)).get(0);
            assertThat(waiting.isDone()).isFalse();
            deque.add("element");
            assertThat(Threads.result(waiting)).isEqualTo("element");
        }
    }

    @Test
    default void take_elementOfAnotherOpening_waitsForItToo(Deque<Object> deque, DequeTestbed testbed) {
        testbed.require(Capability.MULTIPLE_PROCESSES);
        Deque<Object> other = testbed.open();
        Future<Object> waiting =
                waiting(testbed, List.<Callable<Object>>of(deque::take)).get(0);
        other.add("element");

        assertThat(Threads.result(waiting)).isEqualTo("element");
    }

    @Test
    default void take_byManyThreads_eachElementGoesToOne(Deque<Object> deque, DequeTestbed testbed) {
        List<Future<Object>> waiting = waiting(testbed, Collections.nCopies(8, (Callable<Object>) deque::take));
        for (int i = 0; i < 8; i++) {
            deque.add((long) i);
        }

        assertThat(waiting.stream().map(Threads::result))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 8).mapToObj(i -> (Object) (long) i).toList());
        assertThat(deque).isEmpty();
    }

    @Test
    default void poll_nothingComes_endsWithTheTime(Deque<Object> deque) throws InterruptedException {
        long start = System.nanoTime();

        assertThat(deque.poll(30, TimeUnit.MILLISECONDS)).isNull();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
        assertThat(deque.pollLast(0, TimeUnit.SECONDS)).isNull();
    }

    @Test
    default void poll_othersWaitBefore_endsWithTheTime(Deque<Object> deque, DequeTestbed testbed)
            throws InterruptedException {
        Future<Object> first =
                waiting(testbed, List.<Callable<Object>>of(deque::take)).get(0);
        assertThat(deque.poll(30, TimeUnit.MILLISECONDS)).isNull();
        deque.add("a");

        assertThat(Threads.result(first)).isEqualTo("a");
    }

    @Test
    default void wait_interrupted_throwsAndTakesNothing(Deque<Object> deque, DequeTestbed testbed) {
        assertThat(testbed.threads().<Object>run(() -> {
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(deque::take).isInstanceOf(InterruptedException.class);
                    Thread.currentThread().interrupt();
                    assertThatThrownBy(() -> deque.put("x")).isInstanceOf(InterruptedException.class);
                    return true;
                }))
                .isEqualTo(true);
        List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        Future<Object> waiting = testbed.threads().start(() -> {
            threads.add(Thread.currentThread());
            assertThatThrownBy(deque::take).isInstanceOf(InterruptedException.class);
            return true;
        });
        Threads.await(() -> isWaiting(threads, 0));
        threads.get(0).interrupt();

        assertThat(Threads.result(waiting)).isEqualTo(true);
        assertThat(deque).isEmpty();
    }

    @Test
    default void close_whileOthersWait_endsTheirWait(DequeTestbed testbed) {
        Deque<Object> deque = testbed.open(options -> options.capacity(1));
        List<Future<Object>> taking = waiting(testbed, Collections.nCopies(3, (Callable<Object>) deque::take));
        deque.close();
        for (Future<Object> each : taking) {
            assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> Threads.result(each));
        }
        deque.add("a");
        List<Future<Object>> putting = waiting(testbed, Collections.nCopies(3, () -> {
            deque.put("b");
            return true;
        }));
        deque.close();
        for (Future<Object> each : putting) {
            assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> Threads.result(each));
        }
        assertThat(deque).containsExactly("a");
    }

    @Test
    default void wait_insideATransaction_isRefused(DequeTestbed testbed) {
        Deque<Object> deque = testbed.open(options -> options.capacity(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> deque.<Object>transactResult(tx -> uninterrupted(tx::take)))
                .withMessageContaining("inside a transaction");
        deque.add("a");
        assertThatIllegalStateException()
                .isThrownBy(() -> deque.<Object>transactResult(tx -> uninterrupted(() -> {
                    tx.put("b");
                    return true;
                })))
                .withMessageContaining("inside a transaction");
        assertThat(deque.<Object>transactResult(tx -> uninterrupted(tx::take))).isEqualTo("a");
    }

    private static <T> T uninterrupted(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void capacity_reached_refusesOrFails(DequeTestbed testbed) throws InterruptedException {
        Deque<Object> deque = testbed.open(options -> options.capacity(3));
        assertThat(deque.remainingCapacity()).isEqualTo(3);
        deque.addAll(List.of("a", "b"));
        assertThatIllegalStateException()
                .isThrownBy(() -> deque.addAll(List.of("c", "d")))
                .withMessageContaining("2 more")
                .withMessageContaining("capacity 3");
        assertThat(deque).containsExactly("a", "b");
        deque.put("c");

        assertThat(deque.remainingCapacity()).isZero();
        assertThat(deque.offer("x")).isFalse();
        assertThat(deque.offerFirst("x")).isFalse();
        assertThat(deque.offerLast(Samples.large(1))).isFalse();
        assertThat(deque.offerFirst("x", 10, TimeUnit.MILLISECONDS)).isFalse();
        for (Runnable failing : List.<Runnable>of(
                () -> deque.add("x"),
                () -> deque.addFirst("x"),
                () -> deque.addLast("x"),
                () -> deque.push("x"),
                () -> deque.addAllFirst(List.of("x")))) {
            assertThatIllegalStateException().isThrownBy(failing::run).withMessageContaining("no room");
        }
        assertThat(deque).containsExactly("a", "b", "c");
        assertThat(deque.maximumLength()).isEmpty();
    }

    @Test
    default void put_fullDeque_waitsForRoom(DequeTestbed testbed) {
        Deque<Object> deque = testbed.open(options -> options.capacity(2));
        deque.addAll(List.of("a", "b"));
        Future<Object> waiting = waiting(testbed, List.<Callable<Object>>of(() -> {
                    deque.putFirst("front");
                    return deque.offerLast("back", 1, TimeUnit.HOURS);
                }))
                .get(0);
        assertThat(waiting.isDone()).isFalse();
        assertThat(deque.poll()).isEqualTo("a");
        Threads.await(() -> "front".equals(deque.peek()));
        assertThat(deque.poll()).isEqualTo("front");

        assertThat(Threads.result(waiting)).isEqualTo(true);
        assertThat(deque).containsExactly("b", "back");
    }

    @Test
    default void capacity_betweenThreads_isNeverExceeded(DequeTestbed testbed) {
        Deque<Object> deque = testbed.open(options -> options.capacity(3));
        List<List<Object>> taken = testbed.threads().race(4, thread -> {
            List<Object> mine = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                if (thread < 2) {
                    deque.put(thread * 1_000L + i);
                    assertThat(deque.size()).isLessThanOrEqualTo(3);
                } else {
                    mine.add(deque.take());
                }
            }
            return mine;
        });

        List<Object> all = new ArrayList<>(taken.get(2));
        all.addAll(taken.get(3));
        assertThat(all).hasSize(100).doesNotHaveDuplicates();
        assertThat(taken.get(2).stream()
                        .filter(element -> (long) element < 1_000)
                        .map(Long.class::cast))
                .isSorted();
    }

    @Test
    default void maximumLength_reached_dropsFromTheOtherEnd(DequeTestbed testbed) throws InterruptedException {
        Deque<Object> deque = testbed.open(options -> options.maximumLength(3));
        assertThat(deque.maximumLength()).hasValue(3);
        assertThat(deque.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
        deque.addAll(List.of("a", "b", "c"));
        deque.add("d");
        assertThat(deque).containsExactly("b", "c", "d");
        deque.addFirst(Samples.large(1));
        assertThat(deque).containsExactly(Samples.large(1), "b", "c");
        deque.put("e");
        assertThat(deque.offerLast("f")).isTrue();
        deque.addAll(List.of(1L, 2L, 3L, 4L, 5L));
        assertThat(deque).containsExactly(3L, 4L, 5L);
        deque.addAllFirst(List.of("x", "y"));
        assertThat(deque).containsExactly("y", "x", 3L);
    }
}
