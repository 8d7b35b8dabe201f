package dev.larder.contract;

import static dev.larder.contract.WorkQueueTestbed.ATTEMPTS;
import static dev.larder.contract.WorkQueueTestbed.LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.DeadLetter;
import dev.larder.Delivery;
import dev.larder.PutOptions;
import dev.larder.QueueMetrics;
import dev.larder.WorkQueue;
import dev.larder.WorkQueueBuilder;
import dev.larder.codec.Codec;
import dev.larder.storage.Capability;
import dev.larder.storage.Encoded;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link WorkQueue}. */
public interface WorkQueueContract extends WorkQueueUnderTest {

    private static Delivery<String> takeNow(WorkQueue<String> queue) {
        Delivery<String> delivery = queue.poll();
        assertThat(delivery).as("an item").isNotNull();
        return delivery;
    }

    private static List<String> drain(WorkQueue<String> queue) {
        List<String> values = new ArrayList<>();
        for (Delivery<String> next = queue.poll(); next != null; next = queue.poll()) {
            values.add(next.value());
            assertThat(next.ack()).isTrue();
        }
        return values;
    }

    private static List<String> deadReasons(WorkQueue<?> queue) {
        return queue.deadLetters().map(DeadLetter::reason).toList();
    }

    // ---- putting, taking, settling

    @Test
    default void take_someItems_handsThemOutInOrderUntilAcknowledged(WorkQueue<String> queue) throws Exception {
        queue.put("a");
        queue.putAll(List.of("b", "c".repeat(50_000)));

        assertThat(queue.poll(Duration.ZERO).value()).isEqualTo("a");
        Delivery<String> b = queue.take();
        assertThat(b.value()).isEqualTo("b");
        assertThat(b.attempts()).isEqualTo(1);
        assertThat(b.priority()).isZero();
        assertThat(b.putTime()).isEqualTo(FakeClock.START);
        assertThat(b.ack()).isTrue();
        assertThat(queue.take().value()).isEqualTo("c".repeat(50_000));
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll(Duration.ofMillis(10))).isNull();
        assertThat(queue.metrics().inFlight()).isEqualTo(2);
    }

    @Test
    default void put_options_decideWhenAndWhether(WorkQueue<String> queue, FakeClock clock) {
        PutOptions soon = PutOptions.none().delay(Duration.ofSeconds(5));
        assertThat(queue.put("soon", soon)).isTrue();
        assertThat(queue.put("soon and urgent", soon.priority(1).deduplicationKey("key")))
                .isTrue();
        assertThat(queue.put("the same", PutOptions.none().deduplicationKey("key")))
                .isFalse();
        assertThat(queue.put("urgent", PutOptions.none().priority(1))).isTrue();
        queue.put("normal");
        queue.putAll(List.of("idle", "idle too"), PutOptions.none().priority(-1));

        Delivery<String> first = takeNow(queue);
        assertThat(first.value()).isEqualTo("urgent");
        assertThat(first.priority()).isEqualTo(1);
        assertThat(drain(queue)).containsExactly("normal", "idle", "idle too");
        clock.advanceSeconds(5);
        assertThat(drain(queue)).containsExactly("soon and urgent", "soon");
        assertThat(queue.put("the same", PutOptions.none().deduplicationKey("key")))
                .as("its key is free again")
                .isTrue();
    }

    @Test
    default void batches_ofItems_areTakenAndAcknowledgedTogether(WorkQueue<String> queue) throws Exception {
        queue.putAll(IntStream.range(0, 250).mapToObj(i -> "item " + i).toList());
        queue.putAll(List.of());

        List<Delivery<String>> taken = queue.take(100);
        assertThat(taken).hasSize(100);
        assertThat(taken.get(99).value()).isEqualTo("item 99");
        assertThat(taken.get(0).ack()).isTrue();
        assertThat(queue.ackAll(taken)).containsExactly(taken.get(0));
        assertThat(queue.poll(1_000, Duration.ofSeconds(1))).hasSize(150);
        assertThat(queue.poll(1_000, Duration.ZERO)).isEmpty();
        assertThat(queue.ackAll(List.of())).isEmpty();
    }

    @Test
    default void ack_afterSomebodyElseHasGotTheItem_isRefused(WorkQueue<String> queue, FakeClock clock) {
        queue.put("item");
        Delivery<String> late = takeNow(queue);
        clock.advance(LEASE);
        Delivery<String> next = takeNow(queue);
        assertThat(next.attempts()).isEqualTo(2);

        assertThat(late.ack()).isFalse();
        assertThat(late.nack()).isFalse();
        assertThat(late.reject("too late")).isFalse();
        assertThat(late.extend(LEASE)).isFalse();
        late.close();
        assertThat(next.ack()).isTrue();
        assertThat(next.ack()).isFalse();
        assertThat(queue.metrics()).isEqualTo(new QueueMetrics(0, 0, 0, 0, null));
    }

    @Test
    default void ack_lateButNobodyElseHasGotTheItem_isGood(WorkQueue<String> queue, FakeClock clock) {
        queue.put("item");
        Delivery<String> late = takeNow(queue);
        clock.advance(LEASE.multipliedBy(3));

        assertThat(late.extend(LEASE)).isTrue();
        assertThat(queue.poll()).isNull();
        clock.advance(LEASE);
        assertThat(late.ack()).isTrue();
    }

    @Test
    default void ack_byReceiptElsewhere_isGoodOnce(WorkQueue<String> queue, WorkQueueTestbed testbed) {
        queue.put("item");
        WorkReceipt receipt = takeNow(queue).receipt();

        WorkQueue<String> other = testbed.open();
        assertThat(other.ack(new WorkReceipt(receipt.id(), "guessed"))).isFalse();
        assertThat(other.ack(receipt)).isTrue();
        assertThat(queue.ack(receipt)).isFalse();
    }

    @Test
    default void extend_again_keepsTheItem(WorkQueue<String> queue, FakeClock clock) {
        queue.put("item");
        Delivery<String> delivery = takeNow(queue);
        for (int i = 0; i < 5; i++) {
            clock.advance(LEASE.minusSeconds(1));
            assertThat(delivery.extend(LEASE)).isTrue();
            assertThat(queue.poll()).isNull();
        }
        assertThat(delivery.ack()).isTrue();
    }

    @Test
    default void nack_again_waitsTwiceAsLongUpToTheLongest(WorkQueueTestbed testbed, FakeClock clock) {
        WorkQueue<String> queue = testbed.open(options -> options.maxAttempts(100));
        queue.put("item");
        for (int delay : new int[] {1, 2, 4, 4, 4}) {
            assertThat(takeNow(queue).nack()).isTrue();
            clock.advance(Duration.ofSeconds(delay).minusMillis(1));
            assertThat(queue.poll()).isNull();
            clock.advance(Duration.ofMillis(1));
        }
        assertThat(takeNow(queue).attempts()).isEqualTo(6);
    }

    @Test
    default void nack_withDelay_isHandedOutAfterIt(WorkQueue<String> queue, FakeClock clock) {
        queue.put("item");
        Delivery<String> delivery = takeNow(queue);
        assertThatIllegalArgumentException().isThrownBy(() -> delivery.nack(Duration.ofSeconds(-1)));
        assertThat(delivery.nack(Duration.ofHours(1))).isTrue();

        clock.advance(Duration.ofMinutes(59));
        assertThat(queue.poll()).isNull();
        clock.advance(Duration.ofMinutes(1));
        assertThat(takeNow(queue).nack(Duration.ZERO)).isTrue();
        assertThat(takeNow(queue).attempts()).isEqualTo(3);
    }

    @Test
    default void close_withoutSettling_givesTheItemBack(WorkQueue<String> queue, FakeClock clock) {
        queue.put("item");
        assertThatIllegalStateException().isThrownBy(() -> {
            try (Delivery<String> delivery = takeNow(queue)) {
                throw new IllegalStateException("no luck with " + delivery.value());
            }
        });
        assertThat(queue.metrics().delayed()).isEqualTo(1);
        clock.advanceSeconds(1);
        try (Delivery<String> delivery = takeNow(queue)) {
            assertThat(delivery.attempts()).isEqualTo(2);
            delivery.ack();
        }
        assertThat(queue.metrics()).isEqualTo(new QueueMetrics(0, 0, 0, 0, null));
    }

    // ---- transactions

    @Test
    default void transact_ackAndPut_othersSeeBothOrNeither(WorkQueue<String> queue, WorkQueueTestbed testbed) {
        WorkQueue<String> other = testbed.open();
        queue.put("first", PutOptions.none().deduplicationKey("key"));
        Delivery<String> first = takeNow(queue);

        queue.transact(tx -> {
            assertThat(first.ack()).isTrue();
            assertThat(tx.put("second", PutOptions.none().deduplicationKey("key")))
                    .as("its key is free inside")
                    .isTrue();
            tx.putAll(List.of("third".repeat(20_000)));
            assertThat(tx.metrics().ready()).isEqualTo(2);
            assertThat(testbed.threads().run(other::metrics)).isEqualTo(new QueueMetrics(0, 0, 1, 0, Duration.ZERO));
        });
        assertThat(first.ack()).isFalse();
        assertThat(drain(other)).containsExactly("second", "third".repeat(20_000));
    }

    @Test
    default void transactResult_takingAndSettling_isOne(WorkQueue<String> queue, FakeClock clock) {
        queue.putAll(List.of("a", "b", "c"));

        List<Delivery<String>> taken = queue.transactResult(tx -> {
            Delivery<String> a = takeNow(tx);
            tx.ackAll(List.of(a));
            takeNow(tx).nack();
            takeNow(tx).reject("not wanted");
            tx.transact(inner -> inner.put("d"));
            return List.of(takeNow(tx));
        });
        assertThat(taken.get(0).value()).isEqualTo("d");
        assertThat(taken.get(0).ack()).isTrue();
        assertThat(deadReasons(queue)).containsExactly("not wanted");
        clock.advanceSeconds(1);
        assertThat(drain(queue)).containsExactly("b");
    }

    @Test
    default void transact_thatThrows_leavesTheItemInFlightAndPutsNothing(WorkQueue<String> queue, FakeClock clock) {
        queue.putAll(List.of("held", "free", "late".repeat(20_000)));
        Delivery<String> held = takeNow(queue);
        QueueMetrics before = queue.metrics();
        IllegalStateException failure = new IllegalStateException("rolled back");

        assertThatThrownBy(() -> queue.transact(tx -> {
                    assertThat(held.ack()).isTrue();
                    assertThat(takeNow(tx).ack()).isTrue();
                    assertThat(takeNow(tx).value()).startsWith("late");
                    tx.transact(inner -> inner.put("next".repeat(20_000)));
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(queue.metrics()).isEqualTo(before);
        assertThat(queue.check()).isEmpty();
        held.close();
        assertThat(queue.metrics().delayed()).as("it is given back").isEqualTo(1);
        clock.advanceSeconds(1);
        assertThat(drain(queue)).containsExactly("held", "free", "late".repeat(20_000));
    }

    @Test
    default void ack_afterATransactionThatThrew_isGood(WorkQueue<String> queue) {
        queue.putAll(List.of("a", "b"));
        Delivery<String> one = takeNow(queue);
        Delivery<String> other = takeNow(queue);

        assertThatIllegalStateException()
                .isThrownBy(() -> queue.transact(tx -> {
                    tx.ackAll(List.of(one, other));
                    throw new IllegalStateException("rolled back");
                }));
        assertThat(one.ack()).isTrue();
        assertThat(queue.ackAll(List.of(other))).isEmpty();
    }

    @Test
    default void take_insideATransaction_doesNotWait(WorkQueue<String> queue) {
        queue.put("item");
        queue.transact(tx -> {
            assertThatNoException()
                    .isThrownBy(() -> assertThat(tx.take().value()).isEqualTo("item"));
            assertThatNoException()
                    .isThrownBy(() -> assertThat(tx.poll(Duration.ZERO)).isNull());
            assertThatIllegalStateException().isThrownBy(tx::take).withMessageContaining("transaction");
            assertThatIllegalStateException().isThrownBy(() -> tx.poll(Duration.ofMillis(1)));
            assertThatIllegalStateException().isThrownBy(tx::close);
        });
        assertThat(queue.metrics().inFlight()).isEqualTo(1);
    }

    // ---- dead letters

    @Test
    default void item_handedOutOften_becomesADeadLetter(WorkQueue<String> queue, FakeClock clock) {
        queue.put("given back");
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThat(takeNow(queue).nack(Duration.ZERO)).isTrue();
        }
        clock.advanceSeconds(1);
        queue.put("left alone");
        for (int i = 0; i < ATTEMPTS; i++) {
            takeNow(queue);
            clock.advance(LEASE);
        }
        assertThat(queue.poll()).isNull();

        List<DeadLetter<String>> letters = queue.deadLetters().toList();
        assertThat(letters).extracting(DeadLetter::value).containsExactly("given back", "left alone");
        assertThat(letters).extracting(DeadLetter::attempts).containsOnly(ATTEMPTS);
        assertThat(letters.get(0).reason()).contains("given back", ATTEMPTS + " times");
        assertThat(letters.get(1).reason()).contains("lease ended", ATTEMPTS + " times");
        assertThat(letters.get(0).putTime()).isEqualTo(FakeClock.START);
        Instant end = FakeClock.START.plusSeconds(1).plus(LEASE.multipliedBy(ATTEMPTS));
        assertThat(letters.get(1).deadTime()).isEqualTo(end);
        assertThat(queue.metrics()).isEqualTo(new QueueMetrics(0, 0, 0, 2, null));
    }

    @Test
    default void reject_item_isADeadLetterAtOnce(WorkQueue<String> queue) {
        queue.put("item");
        assertThat(takeNow(queue).reject("no such customer")).isTrue();

        assertThat(queue.poll()).isNull();
        assertThat(deadReasons(queue)).containsExactly("no such customer");
    }

    @Test
    default void deadLetters_manyOfThem_areListedPutBackAndPurged(WorkQueue<String> queue) throws Exception {
        int many = 250;
        queue.putAll(IntStream.range(0, many).mapToObj(i -> "item " + i).toList());
        queue.take(many).forEach(delivery -> delivery.reject("all"));
        List<DeadLetter<String>> letters = queue.deadLetters().toList();
        assertThat(letters).hasSize(many);
        assertThat(letters.get(249).value()).isEqualTo("item 249");

        assertThat(queue.putBack(letters.get(7))).isTrue();
        assertThat(queue.putBack(letters.get(7))).isFalse();
        assertThat(queue.purge(letters.get(7))).isFalse();
        assertThat(takeNow(queue).attempts()).isEqualTo(1);
        assertThat(queue.purge(letters.get(8))).isTrue();
        assertThat(queue.purge(letters.get(8))).isFalse();
        assertThat(queue.metrics().dead()).isEqualTo(many - 2);
        assertThat(queue.putBackAll()).isEqualTo(many - 2);
        assertThat(queue.deadLetters()).isEmpty();
        queue.take(many).forEach(delivery -> delivery.reject("again"));
        assertThat(queue.purgeAll()).isEqualTo(many - 2);
        assertThat(queue.metrics())
                .extracting(QueueMetrics::ready, QueueMetrics::dead)
                .containsExactly(0L, 0L);
    }

    @Test
    default void putBack_whileItsKeyIsTaken_isRefused(WorkQueue<String> queue) {
        PutOptions keyed = PutOptions.none().deduplicationKey("key");
        queue.put("first", keyed);
        takeNow(queue).reject("broken");
        assertThat(queue.put("second", keyed)).isTrue();

        DeadLetter<String> letter = queue.deadLetters().findFirst().orElseThrow();
        assertThat(queue.putBack(letter)).isFalse();
        assertThat(queue.putBackAll()).isZero();
        assertThat(drain(queue)).containsExactly("second");
        assertThat(queue.putBack(letter)).isTrue();
    }

    @Test
    default void take_itemThatTheCodecCannotRead_becomesADeadLetterAndTheOthersGoOn(
            WorkQueue<String> queue, WorkQueueTestbed testbed) throws Exception {
        Store store = testbed.openStore();
        store.offer(
                List.of(
                        WorkItem.of(Encoded.natively(Scalar.of(5L))),
                        WorkItem.of(new Encoded(Scalar.of(new byte[] {1}), 64))),
                Wait.FOREVER);
        queue.put("readable");
        store.offer(List.of(WorkItem.of(Encoded.natively(Scalar.of(6L)))), Wait.FOREVER);

        assertThat(queue.take(2)).as("none of the first two").isNotEmpty();
        assertThat(queue.poll()).as("the last one").isNull();
        List<DeadLetter<String>> letters = queue.deadLetters().toList();
        assertThat(letters).hasSize(3).allSatisfy(letter -> {
            assertThat(letter.value()).isNull();
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.reason()).contains("codec " + Codec.string().name());
        });
        assertThat(letters.get(1).reason()).contains("encoding number 64");
    }

    // ---- waiting

    @Test
    default void take_emptyQueue_waitsForAnItem(WorkQueueTestbed testbed) {
        WorkQueue<String> queue = testbed.openOnRealTime();
        WorkQueue<String> other = testbed.openOnRealTime();
        for (WorkQueue<String> putting : List.of(queue, other)) {
            Future<Delivery<String>> waiting = testbed.threads().start(queue::take);
            Threads.awaitBriefly(new CountDownLatch(1));
            assertThat(waiting).isNotDone();
            putting.put("item");
            assertThat(Threads.result(waiting).ack()).isTrue();
        }
    }

    @Test
    default void take_delayedItem_goesOnWhenItsDelayEnds(WorkQueueTestbed testbed) throws Exception {
        WorkQueue<String> queue = testbed.openOnRealTime();
        queue.put("later", PutOptions.none().delay(Duration.ofHours(1)));
        assertThat(queue.poll(Duration.ofMillis(20))).isNull();

        long start = System.nanoTime();
        queue.put("item", PutOptions.none().delay(Duration.ofMillis(300)));
        assertThat(testbed.threads().run(queue::take).value()).isEqualTo("item");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    default void take_itemOfAHolderThatSaysNothing_goesOnWhenTheLeaseEnds(WorkQueueTestbed testbed) {
        WorkQueue<String> queue =
                testbed.open(options -> options.clock(InstantSource.system()).lease(Duration.ofMillis(300)));
        queue.put("item");
        takeNow(queue);

        Delivery<String> again = testbed.threads().run(queue::take);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.ack()).isTrue();
    }

    @Test
    default void lease_ofAQueue_isThatOfItsBuilder(WorkQueueTestbed testbed) {
        assertThat(testbed.open(options -> options.lease(Duration.ofMinutes(7))).lease())
                .isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    default void take_manyWaiters_getAnItemEach(WorkQueueTestbed testbed) {
        WorkQueue<String> queue = testbed.openOnRealTime();
        int waiters = 20;
        List<Future<Delivery<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < waiters; i++) {
            waiting.add(testbed.threads().start(queue::take));
        }
        queue.putAll(Collections.nCopies(waiters, "item"));

        assertThat(waiting)
                .allSatisfy(each -> assertThat(Threads.result(each).ack()).isTrue());
        assertThat(queue.metrics()).isEqualTo(new QueueMetrics(0, 0, 0, 0, null));
    }

    @Test
    default void take_interrupted_throws(WorkQueueTestbed testbed) {
        WorkQueue<String> queue = testbed.openOnRealTime();
        Future<Boolean> waiting = testbed.threads().start(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(queue::take).isInstanceOf(InterruptedException.class);
            return true;
        });

        assertThat(Threads.result(waiting)).isTrue();
        queue.put("item");
        assertThat(drain(queue)).containsExactly("item");
    }

    @Test
    default void close_whileSomeWait_wakesThemAll(WorkQueueTestbed testbed) {
        WorkQueue<String> queue = testbed.openOnRealTime();
        List<Thread> takers = new CopyOnWriteArrayList<>();
        List<Future<Delivery<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(testbed.threads().start(() -> {
                takers.add(Thread.currentThread());
                return queue.take();
            }));
        }
        Threads.await(() -> takers.stream()
                        .filter(taker -> Waiting.isIn("dev.larder.Takers", taker))
                        .count()
                == 5);
        queue.close();

        assertThat(waiting)
                .allSatisfy(each ->
                        assertThatThrownBy(() -> Threads.result(each)).isInstanceOf(StoreClosedException.class));
        queue.put("item");
        assertThat(drain(queue)).as("it opens again when it is used").containsExactly("item");
    }

    // ---- crowds

    @Test
    default void takes_byManyThreadsThatFailNowAndThen_loseNothingAndCountRight(WorkQueueTestbed testbed) {
        WorkQueue<String> one = testbed.open(options -> options.maxAttempts(1_000));
        WorkQueue<String> other = testbed.open(options -> options.maxAttempts(1_000));
        int items = 200;
        one.putAll(IntStream.range(0, items).mapToObj(Integer::toString).toList());
        Map<String, Integer> handedOut = new ConcurrentHashMap<>();
        Map<String, Boolean> held = new ConcurrentHashMap<>();
        Map<String, Boolean> done = new ConcurrentHashMap<>();
        testbed.threads().race(4, thread -> {
            WorkQueue<String> queue = thread % 2 == 0 ? one : other;
            for (int round = 0; done.size() < items; round++) {
                List<Delivery<String>> deliveries = queue.poll(1 + thread, Duration.ZERO);
                for (Delivery<String> delivery : deliveries) {
                    String item = delivery.value();
                    assertThat(held.putIfAbsent(item, true))
                            .as("one holder at a time")
                            .isNull();
                    assertThat(delivery.attempts()).isEqualTo(handedOut.merge(item, 1, Integer::sum));
                    held.remove(item);
                    if ((round + thread) % 3 == 0) {
                        assertThat(delivery.nack(Duration.ZERO)).isTrue();
                    } else {
                        assertThat(done.put(item, true)).isNull();
                        assertThat(delivery.ack()).isTrue();
                    }
                }
            }
            return true;
        });

        assertThat(done).hasSize(items);
        assertThat(one.metrics()).isEqualTo(new QueueMetrics(0, 0, 0, 0, null));
    }

    // ---- the store

    @Test
    default void metrics_itemsOfEveryKind_areCounted(WorkQueue<String> queue, FakeClock clock) {
        assertThat(queue.metrics()).isEqualTo(new QueueMetrics(0, 0, 0, 0, null));
        queue.put("dead");
        takeNow(queue).reject("reason");
        queue.putAll(List.of("in flight", "ready"));
        takeNow(queue);
        queue.put("delayed", PutOptions.none().delay(Duration.ofHours(1)));
        clock.advanceSeconds(3);

        assertThat(queue.metrics()).isEqualTo(new QueueMetrics(1, 1, 1, 1, Duration.ofSeconds(3)));
    }

    @Test
    default void items_afterReopening_areStillThere(WorkQueue<String> queue, WorkQueueTestbed testbed) {
        queue.put("in flight");
        WorkReceipt receipt = takeNow(queue).receipt();
        queue.put("x".repeat(50_000));

        WorkQueue<String> reopened = testbed.reopen(queue);
        assertThat(reopened.ack(receipt)).isTrue();
        assertThat(drain(reopened)).containsExactly("x".repeat(50_000));
        assertThat(reopened.check()).isEmpty();
        assertThat(reopened.repair()).isEmpty();
    }

    @Test
    default void open_anotherCodecOrKind_saysBoth(WorkQueue<String> queue, WorkQueueTestbed testbed) {
        assertThatIllegalStateException()
                .isThrownBy(() -> testbed.open(options -> options.values(Codec.bytes())))
                .withMessageContainingAll(
                        "queue", Codec.string().name(), Codec.bytes().name());
        queue.put("item");
        assertThat(drain(testbed.open())).containsExactly("item");
    }

    @Test
    default void use_closedAndNotToBeReopened_isRefused(WorkQueueTestbed testbed) {
        WorkQueue<String> queue = testbed.open(WorkQueueBuilder::refuseReopening);
        queue.close();

        assertThatThrownBy(() -> queue.put("item")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(queue::take).isInstanceOf(StoreClosedException.class);
        queue.close();
    }

    @Test
    default void put_otherWriterInTheWay_timesOut(WorkQueueTestbed testbed) {
        testbed.require(Capability.SINGLE_WRITER);
        WorkQueue<String> queue = testbed.open(options -> options.timeout(Duration.ofMillis(50)));
        Store store = testbed.openStore();
        store.transact(Wait.FOREVER, () -> {
            store.offer(List.of(WorkItem.of(Encoded.natively(Scalar.of("item")))), Wait.FOREVER);
            assertThatThrownBy(() -> testbed.threads().run(() -> queue.put("item", PutOptions.none())))
                    .isInstanceOf(LarderTimeoutException.class);
            return true;
        });
        assertThat(drain(queue)).containsExactly("item");
    }

    // ---- what is refused

    @Test
    default void badArguments_areRefusedAndChangeNothing(WorkQueue<String> queue, WorkQueueTestbed testbed) {
        WorkQueueBuilder<String> builder = testbed.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.lease(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxAttempts(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.backOff(Duration.ofSeconds(-1), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.backOff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.checkGracePeriod(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> PutOptions.none().delay(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> PutOptions.none().deduplicationKey("\ud800"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.putAll(List.of("a"), PutOptions.none().deduplicationKey("key")));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.take(0));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.poll(0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.poll(Duration.ofSeconds(-1)));
        assertThatThrownBy(() -> queue.put("\ud800")).isInstanceOf(RuntimeException.class);
        assertThat(queue.metrics()).isEqualTo(new QueueMetrics(0, 0, 0, 0, null));
    }

    @Test
    default void put_oneItemThatTheCodecRefuses_putsNone(WorkQueueTestbed testbed) {
        WorkQueue<Object> queue = testbed.open(options -> options.values(Codec.natives()));

        assertThatThrownBy(() -> queue.putAll(List.of("fine", new Object())))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Codec.natives().name());
        assertThat(queue.metrics().ready()).isZero();
    }

    @Test
    default void null_forEachArgument_isRefused(WorkQueue<String> queue, WorkQueueTestbed testbed) {
        queue.put("item");
        Delivery<String> delivery = takeNow(queue);
        WorkQueueBuilder<String> builder = testbed.builder();
        List<Runnable> calls = List.of(
                () -> WorkQueue.at(null),
                () -> WorkQueue.on(null),
                () -> builder.values(null),
                () -> builder.lease(null),
                () -> builder.backOff(null, Duration.ZERO),
                () -> builder.backOff(Duration.ZERO, null),
                () -> builder.timeout(null),
                () -> builder.durability(null),
                () -> builder.clock(null),
                () -> builder.checkGracePeriod(null),
                () -> queue.put(null),
                () -> queue.put("item", null),
                () -> queue.putAll(null),
                () -> queue.putAll(Collections.singletonList(null)),
                () -> queue.putAll(List.of(), null),
                () -> queue.ack(null),
                () -> queue.ackAll(null),
                () -> queue.putBack(null),
                () -> queue.transact(null),
                () -> queue.transactResult(null),
                () -> queue.purge(null),
                () -> delivery.nack(null),
                () -> delivery.reject(null),
                () -> delivery.extend(null),
                () -> PutOptions.none().delay(null),
                () -> PutOptions.none().deduplicationKey(null));
        for (int i = 0; i < calls.size(); i++) {
            assertThatNullPointerException().as("call " + i).isThrownBy(calls.get(i)::run);
        }
        assertThatNullPointerException().isThrownBy(() -> queue.poll(null));
        assertThatNullPointerException().isThrownBy(() -> queue.poll(1, null));
        assertThat(delivery.ack()).isTrue();
        assertThat(queue.metrics().ready()).isZero();
    }
}
