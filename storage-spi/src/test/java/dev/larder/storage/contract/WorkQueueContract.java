package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.IMPATIENT;
import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.larder.storage.Capability;
import dev.larder.storage.ChangeWatch;
import dev.larder.storage.DeadWork;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Settlement;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkClaim;
import dev.larder.storage.WorkClaims;
import dev.larder.storage.WorkCounts;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The work queue: {@code offer}, {@code claim}, {@code settle} and what else concerns it. */
public interface WorkQueueContract extends StorageUnderTest {

    /** How long items are in flight in these tests. */
    Duration TEN_SECONDS = Duration.ofSeconds(10);

    private static void offer(Store store, String... values) {
        List<WorkItem> items =
                Arrays.stream(values).map(value -> WorkItem.of(text(value))).toList();
        assertThat(store.offer(items, PATIENT)).hasSameSizeAs(items).containsOnly(true);
    }

    private static boolean offer(Store store, WorkItem item) {
        return store.offer(List.of(item), PATIENT).get(0);
    }

    private static WorkItem delayed(String value, Duration delay) {
        return new WorkItem(text(value), delay, 0, null);
    }

    private static WorkItem urgent(String value, int priority) {
        return new WorkItem(text(value), Duration.ZERO, priority, null);
    }

    private static WorkItem keyed(String value, String key) {
        return new WorkItem(text(value), Duration.ZERO, 0, key);
    }

    private static List<WorkClaim> claimAll(Store store) {
        return store.claim(1_000, TEN_SECONDS, 3, PATIENT).items();
    }

    private static @Nullable WorkClaim claim(Store store) {
        List<WorkClaim> items = store.claim(1, TEN_SECONDS, 3, PATIENT).items();
        return items.isEmpty() ? null : items.get(0);
    }

    /** Claims an item that must be there. */
    private static WorkReceipt receipt(Store store) {
        WorkClaim claim = claim(store);
        assertThat(claim).isNotNull();
        return claim.receipt();
    }

    private static List<String> texts(List<WorkClaim> items) {
        List<String> texts = new ArrayList<>();
        for (WorkClaim item : items) {
            texts.add(
                    item.value() != null && item.value().scalar() instanceof Scalar.Text text ? text.value() : "none");
        }
        return texts;
    }

    private static boolean settle(Store store, WorkReceipt receipt, Settlement settlement) {
        return store.settle(List.of(receipt), settlement, PATIENT).contains(receipt);
    }

    private static List<DeadWork> dead(Store store) {
        return store.deadWork(null, 100, Fetch.VALUE);
    }

    private static long untilNextMillis(Store store) {
        WorkClaims claims = store.claim(1, TEN_SECONDS, 3, PATIENT);
        assertThat(claims.items()).isEmpty();
        assertThat(claims.untilNext()).isNotNull();
        return claims.untilNext().toMillis();
    }

    // ---- putting in and handing out

    @Test
    default void claim_someItems_handsThemOutInTheirOrder(Store store, FakeClock clock) {
        offer(store, "a", "b", "c");
        clock.advanceSeconds(1);
        offer(store, "d");

        List<WorkClaim> first = store.claim(2, TEN_SECONDS, 3, PATIENT).items();
        assertThat(texts(first)).containsExactly("a", "b");
        assertThat(texts(claimAll(store))).containsExactly("c", "d");
        assertThat(first).allSatisfy(item -> {
            assertThat(item.attempts()).isEqualTo(1);
            assertThat(item.priority()).isZero();
            assertThat(item.damage()).isNull();
            assertThat(item.putTime()).isCloseTo(clock.seconds() - 1, within(1e-3));
        });
        assertThat(first.stream().map(WorkClaim::receipt)).doesNotHaveDuplicates();
    }

    @Test
    default void claim_emptyQueue_bringsNothingAndNoTime(Store store) {
        assertThat(store.claim(1, TEN_SECONDS, 3, PATIENT)).isEqualTo(new WorkClaims(List.of(), null));
        assertThat(store.offer(List.of(), PATIENT)).isEmpty();
        assertThat(store.settle(List.of(), Settlement.done(), PATIENT)).isEmpty();
    }

    @Test
    default void claim_valuesOfEveryKind_comeBackAsTheyAre(Store store) {
        List<Encoded> values = List.of(
                text(""),
                text("\u00e4\0\ud83d\udc0d"),
                number(Long.MIN_VALUE),
                number(0.1),
                number(Double.NaN),
                bytes(),
                bytes(noise(100, 1)),
                bytes(noise(100_000, 2)),
                text("\u00e4".repeat(50_000)),
                new Encoded(Scalar.of("{}"), 17),
                new Encoded(Scalar.of(noise(70_000, 3)), 64));
        store.offer(values.stream().map(WorkItem::of).toList(), PATIENT);

        List<WorkClaim> items = claimAll(store);
        assertThat(items.stream().map(WorkClaim::value)).isEqualTo(values);
        List<WorkReceipt> receipts = items.stream().map(WorkClaim::receipt).toList();
        assertThat(store.settle(receipts, Settlement.done(), PATIENT)).containsExactlyElementsOf(receipts);
        assertThat(store.workCounts()).isEqualTo(new WorkCounts(0, 0, 0, 0, null));
    }

    @Test
    default void claim_priorities_handsOutTheGreatestFirst(Store store) {
        store.offer(
                List.of(
                        urgent("low", -1),
                        urgent("normal", 0),
                        urgent("high", 5),
                        urgent("higher", Integer.MAX_VALUE),
                        urgent("lowest", Integer.MIN_VALUE),
                        urgent("high too", 5)),
                PATIENT);

        assertThat(texts(store.claim(2, TEN_SECONDS, 3, PATIENT).items())).containsExactly("higher", "high");
        assertThat(texts(claimAll(store))).containsExactly("high too", "normal", "low", "lowest");
    }

    @Test
    default void claim_delayedItem_handsItOutWhenItsTimeHasCome(Store store, FakeClock clock) {
        offer(store, delayed("later", Duration.ofSeconds(5)));
        offer(store, "now");

        assertThat(texts(claimAll(store))).containsExactly("now");
        assertThat(untilNextMillis(store)).isEqualTo(5_000);
        clock.advance(Duration.ofMillis(4_999));
        assertThat(untilNextMillis(store)).isBetween(0L, 1L);
        clock.advance(Duration.ofMillis(1));
        assertThat(texts(claimAll(store))).containsExactly("later");
    }

    @Test
    default void claim_manyDelaysEndedAtOnce_handsOutAll(Store store, FakeClock clock) {
        int many = 2_500;
        store.offer(
                IntStream.range(0, many)
                        .mapToObj(i -> delayed("item " + i, Duration.ofSeconds(1)))
                        .toList(),
                PATIENT);
        clock.advanceSeconds(1);
        assertThat(store.workCounts().ready()).isEqualTo(many);

        int claimed = 0;
        for (List<WorkClaim> items = claimAll(store); !items.isEmpty(); items = claimAll(store)) {
            claimed += items.size();
        }
        assertThat(claimed).isEqualTo(many);
    }

    @Test
    default void claim_badArguments_areRefused(Store store) {
        offer(store, "item");
        assertThatIllegalArgumentException().isThrownBy(() -> store.claim(0, TEN_SECONDS, 3, PATIENT));
        assertThatIllegalArgumentException().isThrownBy(() -> store.claim(1, TEN_SECONDS, 0, PATIENT));
        assertThatIllegalArgumentException().isThrownBy(() -> store.claim(1, Duration.ofSeconds(-1), 3, PATIENT));
        assertThatIllegalArgumentException().isThrownBy(() -> delayed("item", Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> keyed("item", "\ud800"));
        assertThatIllegalArgumentException().isThrownBy(() -> WorkItem.of(new Encoded(Scalar.of(1L), 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> Settlement.again(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Settlement.extended(Duration.ofSeconds(-1)));
        assertThat(store.workCounts().ready()).isEqualTo(1);
    }

    // ---- deduplication

    @Test
    default void offer_keyThatIsInTheQueue_isRefusedUntilItsItemIsDone(Store store, FakeClock clock) {
        assertThat(offer(store, new WorkItem(text("1"), Duration.ofSeconds(1), 0, "key")))
                .isTrue();
        assertThat(offer(store, keyed("while delayed", "key"))).isFalse();
        assertThat(offer(store, keyed("another", "other"))).isTrue();
        clock.advanceSeconds(1);
        assertThat(offer(store, keyed("while ready", "key"))).isFalse();
        assertThat(texts(claimAll(store))).containsExactly("1", "another");
        assertThat(offer(store, keyed("while in flight", "key"))).isFalse();
        clock.advanceSeconds(10);
        assertThat(offer(store, keyed("when its lease has ended", "key"))).isFalse();
        assertThat(settle(store, receipt(store), Settlement.done())).isTrue();
        assertThat(offer(store, keyed("2", "key"))).isTrue();
    }

    @Test
    default void offer_oneKeyTwiceInAList_takesTheFirst(Store store) {
        Encoded large = bytes(noise(50_000, 1));
        List<WorkItem> items = List.of(
                keyed("a", "1"),
                new WorkItem(large, Duration.ZERO, 0, "1"),
                keyed("b", ""),
                keyed("c", ""),
                WorkItem.of(text("d")));

        assertThat(store.offer(items, PATIENT)).containsExactly(true, false, true, false, true);
        assertThat(texts(claimAll(store))).containsExactly("a", "b", "d");
    }

    @Test
    default void offer_keyOfADeadItem_isTaken(Store store) {
        offer(store, keyed("dead", "key"));
        settle(store, receipt(store), Settlement.dead("broken"));

        assertThat(offer(store, keyed("new", "key"))).isTrue();
        WorkReceipt dead = dead(store).get(0).receipt();
        assertThat(store.revive(List.of(dead), PATIENT)).as("its key is taken").isEmpty();
        assertThat(dead(store)).hasSize(1);
        settle(store, receipt(store), Settlement.done());
        assertThat(store.revive(List.of(dead), PATIENT)).containsExactly(dead);
        assertThat(offer(store, keyed("newer", "key"))).isFalse();
    }

    // ---- leases

    @Test
    default void claim_leaseEnded_handsTheItemOutAgain(Store store, FakeClock clock) {
        offer(store, "first", "second");
        WorkReceipt late = receipt(store);
        assertThat(texts(claimAll(store))).containsExactly("second");
        assertThat(untilNextMillis(store)).isEqualTo(10_000);
        clock.advanceSeconds(10);

        WorkClaim again = claim(store);
        assertThat(again).isNotNull();
        assertThat(texts(List.of(again))).containsExactly("first");
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.receipt()).isNotEqualTo(late);
        for (Settlement settlement : settlements()) {
            assertThat(settle(store, late, settlement)).as("%s", settlement).isFalse();
        }
        assertThat(settle(store, again.receipt(), Settlement.done())).isTrue();
    }

    private static List<Settlement> settlements() {
        return List.of(
                Settlement.done(),
                Settlement.again(Duration.ZERO),
                Settlement.extended(TEN_SECONDS),
                Settlement.dead("reason"));
    }

    @Test
    default void settle_lateButNobodyElseHasGotTheItem_isGood(Store store, FakeClock clock) {
        offer(store, "first", "second");
        WorkReceipt first = receipt(store);
        WorkReceipt second = receipt(store);
        clock.advanceSeconds(100);
        assertThat(store.workCounts().ready()).isEqualTo(2);

        assertThat(settle(store, first, Settlement.done())).isTrue();
        assertThat(settle(store, second, Settlement.extended(TEN_SECONDS))).isTrue();
        assertThat(claim(store)).as("it is in flight again").isNull();
        assertThat(settle(store, second, Settlement.done())).isTrue();
    }

    @Test
    default void settle_twice_isRefusedTheSecondTime(Store store) {
        for (Settlement once : List.of(Settlement.done(), Settlement.again(TEN_SECONDS), Settlement.dead("reason"))) {
            offer(store, "item");
            WorkReceipt receipt = receipt(store);
            assertThat(settle(store, receipt, once)).isTrue();
            for (Settlement next : settlements()) {
                assertThat(settle(store, receipt, next))
                        .as("%s after %s", next, once)
                        .isFalse();
            }
        }
    }

    @Test
    default void settle_receiptOfAnotherItemOrGuessed_isRefused(Store store) {
        offer(store, "item");
        WorkReceipt receipt = receipt(store);

        assertThat(settle(store, new WorkReceipt(receipt.id(), "guessed"), Settlement.done()))
                .isFalse();
        assertThat(settle(store, new WorkReceipt(receipt.id() + 1, receipt.token()), Settlement.done()))
                .isFalse();
        assertThat(settle(store, receipt, Settlement.done())).isTrue();
    }

    @Test
    default void settle_several_saysWhichReceiptsWereGood(Store store) {
        offer(store, "a", "b", "c");
        List<WorkReceipt> receipts =
                claimAll(store).stream().map(WorkClaim::receipt).toList();
        settle(store, receipts.get(1), Settlement.done());

        assertThat(store.settle(receipts, Settlement.again(Duration.ZERO), PATIENT))
                .containsExactly(receipts.get(0), receipts.get(2));
        assertThat(texts(claimAll(store))).containsExactly("a", "c");
    }

    @Test
    default void settle_again_handsItOutInItsOldPlaceAfterTheDelay(Store store, FakeClock clock) {
        offer(store, "a", "b");
        assertThat(settle(store, receipt(store), Settlement.again(Duration.ofSeconds(3))))
                .isTrue();

        assertThat(store.workCounts().delayed()).isEqualTo(1);
        clock.advanceSeconds(3);
        List<WorkClaim> items = claimAll(store);
        assertThat(texts(items)).containsExactly("a", "b");
        assertThat(items.get(0).attempts()).isEqualTo(2);
    }

    @Test
    default void settle_extended_isInFlightFromNowOn(Store store, FakeClock clock) {
        offer(store, "item");
        WorkReceipt receipt = receipt(store);
        clock.advanceSeconds(9);
        assertThat(settle(store, receipt, Settlement.extended(TEN_SECONDS))).isTrue();

        clock.advanceSeconds(9);
        assertThat(untilNextMillis(store)).isEqualTo(1_000);
        assertThat(settle(store, receipt, Settlement.extended(Duration.ZERO))).isTrue();
        assertThat(claim(store)).as("a lease can be cut short").isNotNull();
    }

    // ---- dead items

    @Test
    default void claim_leaseEndedOften_makesTheItemDead(Store store, FakeClock clock) {
        offer(store, "deadly");
        offer(store, delayed("harmless", Duration.ofSeconds(25)));
        WorkReceipt last = receipt(store);
        for (int attempt = 2; attempt <= 3; attempt++) {
            clock.advanceSeconds(10);
            last = receipt(store);
        }
        clock.advanceSeconds(10);

        assertThat(texts(claimAll(store))).containsExactly("harmless");
        WorkReceipt receipt = last;
        assertThat(dead(store)).singleElement().satisfies(item -> {
            assertThat(item.receipt()).isEqualTo(receipt);
            assertThat(item.value()).isEqualTo(text("deadly"));
            assertThat(item.attempts()).isEqualTo(3);
            assertThat(item.putTime()).isCloseTo(clock.seconds() - 30, within(1e-3));
            assertThat(item.deadTime()).isCloseTo(clock.seconds(), within(1e-3));
            assertThat(item.reason()).contains("lease ended", "3 times");
        });
        assertThat(settle(store, last, Settlement.done())).isFalse();
    }

    @Test
    default void settle_dead_keepsTheItemAndItsReason(Store store, FakeClock clock) {
        offer(store, new WorkItem(bytes(noise(50_000, 1)), Duration.ZERO, 7, "key"));
        WorkReceipt receipt = receipt(store);
        clock.advanceSeconds(2);
        settle(store, receipt, Settlement.dead("no such customer"));

        assertThat(dead(store))
                .containsExactly(new DeadWork(
                        receipt,
                        bytes(noise(50_000, 1)),
                        1,
                        7,
                        "key",
                        clock.seconds() - 2,
                        clock.seconds(),
                        "no such customer"));
        assertThat(store.deadWork(null, 10, Fetch.METADATA).get(0).value()).isNull();
        clock.advanceSeconds(100);
        assertThat(claim(store)).isNull();
    }

    @Test
    default void deadWork_manyItems_areListedPageByPage(Store store) {
        offer(store, "a", "b", "c", "d", "e");
        store.settle(claimAll(store).stream().map(WorkClaim::receipt).toList(), Settlement.dead("all"), PATIENT);

        List<String> listed = new ArrayList<>();
        WorkReceipt after = null;
        for (List<DeadWork> page = store.deadWork(after, 2, Fetch.VALUE);
                !page.isEmpty();
                page = store.deadWork(after, 2, Fetch.VALUE)) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            page.forEach(item -> listed.add(String.valueOf(item.value())));
            after = page.get(page.size() - 1).receipt();
        }
        assertThat(listed)
                .isEqualTo(IntStream.range(0, 5)
                        .mapToObj(i -> String.valueOf(text("abcde".substring(i, i + 1))))
                        .toList());
        assertThatIllegalArgumentException().isThrownBy(() -> store.deadWork(null, 2, Fetch.BLOB));
    }

    @Test
    default void revive_deadItem_isAsIfItHadNeverBeenHandedOut(Store store) {
        offer(store, "a", "b");
        WorkReceipt dead = receipt(store);
        settle(store, dead, Settlement.dead("mistaken"));
        WorkReceipt alive = receipt(store);

        assertThat(store.revive(List.of(alive, dead, new WorkReceipt(dead.id(), "guessed")), PATIENT))
                .containsExactly(dead);
        WorkClaim again = claim(store);
        assertThat(again).isNotNull();
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(dead(store)).isEmpty();
        assertThat(store.revive(List.of(dead), PATIENT)).isEmpty();
    }

    @Test
    default void purgeDead_someItems_removesThemAlone(Store store) {
        store.offer(
                List.of(WorkItem.of(bytes(noise(50_000, 1))), WorkItem.of(text("b")), WorkItem.of(text("c"))), PATIENT);
        WorkReceipt dead = receipt(store);
        settle(store, dead, Settlement.dead("broken"));
        WorkReceipt alive = receipt(store);

        assertThat(store.purgeDead(List.of(alive, dead), PATIENT)).containsExactly(dead);
        assertThat(store.purgeDead(List.of(dead), PATIENT)).isEmpty();
        WorkCounts counts = store.workCounts();
        assertThat(counts.dead()).isZero();
        assertThat(counts.inFlight()).isEqualTo(1);
        assertThat(counts.ready()).isEqualTo(1);
    }

    // ---- counting

    @Test
    default void workCounts_itemsOfEveryKind_areWhatTheyAreAtTheMoment(Store store, FakeClock clock) {
        assertThat(store.workCounts()).isEqualTo(new WorkCounts(0, 0, 0, 0, null));
        offer(store, "dead");
        settle(store, receipt(store), Settlement.dead("reason"));
        clock.advanceSeconds(1);
        offer(store, "in flight", "ready", "ready too");
        claim(store);
        clock.advanceSeconds(1);
        offer(store, delayed("delayed", Duration.ofSeconds(20)));

        assertThat(store.workCounts()).isEqualTo(new WorkCounts(2, 1, 1, 1, Duration.ofSeconds(1)));
        clock.advanceSeconds(9);
        assertThat(store.workCounts())
                .as("when the lease has ended")
                .isEqualTo(new WorkCounts(3, 1, 0, 1, TEN_SECONDS));
        clock.advanceSeconds(11);
        assertThat(store.workCounts())
                .as("when the delay has ended too")
                .isEqualTo(new WorkCounts(4, 0, 0, 1, Duration.ofSeconds(21)));
        assertThat(claimAll(store)).hasSize(4);
        assertThat(store.workCounts()).isEqualTo(new WorkCounts(0, 0, 4, 1, Duration.ofSeconds(21)));
    }

    @Test
    default void items_besideRows_areNoRows(Store store) {
        put(store, "key", "value");
        offer(store, "item");
        offer(store, WorkItem.of(bytes(noise(50_000, 1))));

        assertThat(store.count()).isEqualTo(1);
        assertThat(Shorthand.textKeys(store)).containsExactly("key");
        assertThat(store.totals().bytes()).isZero();
        Shorthand.remove(store, "key");
        assertThat(claimAll(store)).hasSize(2);
    }

    // ---- together with everything else

    @Test
    default void items_afterReopening_areStillThere(Store store, Testbed testbed) {
        offer(store, "in flight", "ready");
        offer(store, WorkItem.of(bytes(noise(50_000, 1))));
        WorkReceipt receipt = receipt(store);

        Store reopened = testbed.reopen(store);
        assertThat(settle(reopened, receipt, Settlement.done())).isTrue();
        List<WorkClaim> items = claimAll(reopened);
        assertThat(items).hasSize(2);
        assertThat(items.get(1).value()).isEqualTo(bytes(noise(50_000, 1)));
    }

    @Test
    default void verbs_inATransaction_areRolledBackWithIt(Store store) {
        offer(store, "a", "b");
        store.offer(List.of(WorkItem.of(bytes(noise(60_000, 1))), keyed("c", "key")), PATIENT);
        WorkReceipt held = receipt(store);
        WorkReceipt dead = receipt(store);
        settle(store, dead, Settlement.dead("before"));
        WorkCounts before = store.workCounts();
        RuntimeException failure = new IllegalStateException("rolled back");

        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    put(store, "key", number(1));
                    assertThat(settle(store, held, Settlement.done())).isTrue();
                    offer(store, WorkItem.of(bytes(noise(50_000, 1))));
                    assertThat(offer(store, new WorkItem(bytes(noise(40_000, 1)), Duration.ZERO, 0, "key")))
                            .isFalse();
                    assertThat(claimAll(store)).hasSize(3);
                    assertThat(store.purgeDead(List.of(dead), PATIENT)).hasSize(1);
                    assertThat(store.workCounts()).isNotEqualTo(before);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(store.workCounts()).isEqualTo(before);
        assertThat(value(store, "key")).isNull();
        assertThat(settle(store, held, Settlement.done())).isTrue();
        List<WorkClaim> items = claimAll(store);
        assertThat(items.get(0).value()).isEqualTo(bytes(noise(60_000, 1)));
        assertThat(items).hasSize(2);
    }

    @Test
    default void verbs_inATransaction_areCommittedWithIt(Store store) {
        offer(store, WorkItem.of(bytes(noise(50_000, 1))));

        WorkReceipt receipt = store.transact(PATIENT, () -> {
            WorkReceipt claimed = receipt(store);
            put(store, "claimed", number(1));
            settle(store, claimed, Settlement.done());
            offer(store, "next");
            return claimed;
        });
        assertThat(value(store, "claimed")).isEqualTo(Scalar.of(1L));
        assertThat(settle(store, receipt, Settlement.done())).isFalse();
        assertThat(texts(claimAll(store))).containsExactly("next");
    }

    @Test
    default void claim_writerHeldForTooLong_throwsTimeoutOnlyIfThereIsSomething(Store one, Testbed testbed) {
        Testbed.require(one, Capability.SINGLE_WRITER);
        Store other = testbed.open();
        one.transact(PATIENT, () -> {
            put(one, "any", number(1));
            assertThat(testbed.threads()
                            .run(() -> other.claim(1, TEN_SECONDS, 3, IMPATIENT))
                            .items())
                    .isEmpty();
            return true;
        });
        offer(one, "item");
        one.transact(PATIENT, () -> {
            put(one, "any", number(2));
            assertThatThrownBy(() -> testbed.threads().run(() -> other.claim(1, TEN_SECONDS, 3, IMPATIENT)))
                    .isInstanceOf(LarderTimeoutException.class);
            return true;
        });
        assertThat(claim(other)).isNotNull();
    }

    @Test
    default void claim_byManyThreads_handsEachItemToOne(Store one, Testbed testbed) {
        Store other = testbed.open();
        int items = 400;
        Map<String, Integer> claimed = new ConcurrentHashMap<>();
        testbed.threads().race(6, thread -> {
            Store store = thread % 2 == 0 ? one : other;
            if (thread < 2) {
                for (int i = 0; i < items / 2; i++) {
                    offer(store, "item " + (thread * items / 2 + i));
                }
            }
            while (claimed.size() < items) {
                for (WorkClaim item :
                        store.claim(1 + thread, TEN_SECONDS, 3, PATIENT).items()) {
                    claimed.merge(texts(List.of(item)).get(0), item.attempts(), Integer::sum);
                    assertThat(settle(store, item.receipt(), Settlement.done())).isTrue();
                }
            }
            return true;
        });

        assertThat(claimed).hasSize(items).containsValue(1).doesNotContainValue(2);
        assertThat(one.workCounts()).isEqualTo(new WorkCounts(0, 0, 0, 0, null));
    }

    // ---- waiting

    @Test
    default void watchWork_everyChangeThatAllowsAnEarlierClaim_isNoticed(Store one, Testbed testbed)
            throws InterruptedException {
        Store other = testbed.open();
        boolean shared = other.capabilities().contains(Capability.MULTIPLE_PROCESSES);
        for (Store changing : shared ? List.of(one, other) : List.of(one)) {
            assertNoticed(one, () -> offer(changing, "item"));
            WorkReceipt first = receipt(changing);
            assertNoticed(one, () -> settle(changing, first, Settlement.extended(Duration.ofSeconds(1))));
            assertNoticed(one, () -> settle(changing, first, Settlement.again(Duration.ZERO)));
            WorkReceipt second = receipt(changing);
            settle(changing, second, Settlement.dead("reason"));
            assertNoticed(one, () -> changing.revive(List.of(second), PATIENT));
            assertNoticed(one, () -> offer(changing, delayed("item", TEN_SECONDS)));
            assertNoticed(one, () -> changing.transact(PATIENT, () -> offer(changing, WorkItem.of(number(1)))));
            settle(changing, receipt(changing), Settlement.done());
            settle(changing, receipt(changing), Settlement.done());
        }
    }

    private static void assertNoticed(Store watching, Runnable change) throws InterruptedException {
        try (ChangeWatch watch = watching.watchWork()) {
            change.run();
            assertThat(watch.await(PATIENT)).isTrue();
        }
    }

    @Test
    default void watchWork_storeClosedMeanwhile_throws(Store store) {
        ChangeWatch watch = store.watchWork();
        store.close();

        assertThatThrownBy(() -> watch.await(Wait.FOREVER)).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(store::watchWork).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> claim(store)).isInstanceOf(StoreClosedException.class);
    }
}
