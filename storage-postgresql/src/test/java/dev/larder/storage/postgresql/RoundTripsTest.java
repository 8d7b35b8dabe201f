package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Bound;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Settlement;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How often a method waits for the server when its value lies in its row. The numbers are promises that
 * {@link PostgreSqlStorage} makes, or such that are not to grow unseen. Now and then a method does more: it reads the
 * settings again, or trims the collection; so the least of some tries counts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RoundTripsTest {

    private static final int TRIES = 6;

    private static final Item ITEM = Item.of(Encoded.natively(Scalar.of("value")));

    private static final Sequence.Queue QUEUE = Sequence.queue("queue");

    private final CountingPool pool = new CountingPool(any -> {});
    private final Store store = PostgreSql.at(pool).schema("round_trips").open(StoreConfig.defaults());
    private int made;

    @AfterAll
    void close() throws SQLException {
        store.close();
        pool.close();
    }

    /** How many trips a method takes. */
    private int tripsOf(Runnable method) {
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            int before = pool.trips();
            method.run();
            least = Math.min(least, pool.trips() - before);
        }
        return least;
    }

    private Key newKey() {
        made++;
        return Key.of("key " + made);
    }

    private Key storedKey() {
        Key key = newKey();
        put(key, Condition.always());
        return key;
    }

    private void put(Key key, Condition condition) {
        store.store(key, ITEM, condition, null, Cull.NONE, Wait.FOREVER);
    }

    /** Keys with values, as many as there are tries. */
    private Deque<Key> storedKeys() {
        Deque<Key> keys = new ArrayDeque<>();
        for (int i = 0; i < TRIES; i++) {
            keys.add(storedKey());
        }
        return keys;
    }

    @Test
    void get_thereOrNot_isOneTrip() {
        Key there = storedKey();
        Key absent = newKey();
        assertThat(tripsOf(() -> store.get(there, Access.IGNORE))).isEqualTo(1);
        assertThat(tripsOf(() -> store.get(absent, Access.IGNORE))).isEqualTo(1);
        assertThat(tripsOf(() -> store.find(there, Fetch.METADATA, Access.IGNORE)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.find(there, Fetch.VALUE, Access.IGNORE))).isEqualTo(1);
    }

    @Test
    void store_always_isOneTrip() {
        Key there = storedKey();
        assertThat(tripsOf(() -> put(newKey(), Condition.always()))).isEqualTo(1);
        assertThat(tripsOf(() -> put(there, Condition.always()))).isEqualTo(1);
    }

    @Test
    void store_thatEvictsOneRow_isOneTripAndEightOfTheSweep() {
        Cull cull = new Cull(1, EvictionPolicy.LEAST_RECENTLY_STORED, 0);
        try (Store full =
                PostgreSql.at(pool).schema("round_trips").named("full").open(StoreConfig.defaults())) {
            full.store(newKey(), ITEM, Condition.always(), null, Cull.NONE, Wait.FOREVER);
            assertThat(tripsOf(() -> full.store(newKey(), ITEM, Condition.always(), null, cull, Wait.FOREVER)))
                    .isEqualTo(1 + 8);
            assertThat(full.count()).isEqualTo(1);
        }
    }

    @Test
    void store_underAnyCondition_isOneTrip() {
        Key there = storedKey();
        Encoded same = Encoded.natively(Scalar.of("value"));
        Encoded other = Encoded.natively(Scalar.of("other"));
        assertThat(tripsOf(() -> put(newKey(), Condition.ifAbsent()))).isEqualTo(1);
        for (Condition condition : List.of(
                Condition.ifAbsent(),
                Condition.ifPresent(),
                Condition.ifValue(same),
                Condition.ifValue(other),
                Condition.ifStoredAt(1))) {
            assertThat(tripsOf(() -> put(there, condition)))
                    .as(condition.toString())
                    .isEqualTo(1);
        }
        assertThat(tripsOf(() -> put(newKey(), Condition.ifPresent()))).isEqualTo(1);
        assertThat(tripsOf(() -> put(newKey(), Condition.ifValue(same)))).isEqualTo(1);
    }

    @Test
    void store_withWhatWasThereBefore_isOneTrip() {
        Key there = storedKey();
        for (Condition condition : List.of(Condition.always(), Condition.ifAbsent(), Condition.ifPresent())) {
            for (Fetch fetch : List.of(Fetch.METADATA, Fetch.VALUE)) {
                assertThat(tripsOf(() -> store.store(there, ITEM, condition, fetch, Cull.NONE, Wait.FOREVER)))
                        .isEqualTo(1);
                assertThat(tripsOf(() -> store.store(newKey(), ITEM, condition, fetch, Cull.NONE, Wait.FOREVER)))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void touch_thereOrNot_isOneTrip() {
        Key there = storedKey();
        Key absent = newKey();
        Expiry expiry = Expiry.after(Duration.ofHours(1));
        assertThat(tripsOf(() -> store.touch(there, expiry, Condition.always(), Wait.FOREVER)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.touch(absent, expiry, Condition.always(), Wait.FOREVER)))
                .isEqualTo(1);
    }

    @Test
    void remove_thereOrNot_isOneTrip() {
        Deque<Key> there = storedKeys();
        Deque<Key> alsoThere = storedKeys();
        Key absent = newKey();
        assertThat(tripsOf(() -> remove(there.remove(), Fetch.METADATA))).isEqualTo(1);
        assertThat(tripsOf(() -> remove(alsoThere.remove(), Fetch.VALUE))).isEqualTo(1);
        assertThat(tripsOf(() -> remove(absent, Fetch.METADATA))).isEqualTo(1);
        Key other = storedKey();
        assertThat(tripsOf(() -> store.remove(other, Condition.ifStoredAt(1), Fetch.VALUE, Wait.FOREVER)))
                .isEqualTo(1);
    }

    private void remove(Key key, Fetch fetch) {
        store.remove(key, Condition.always(), fetch, Wait.FOREVER);
    }

    @Test
    void add_integer_isOneTrip() {
        Key there = newKey();
        add(there);
        assertThat(tripsOf(() -> add(newKey()))).isEqualTo(1);
        assertThat(tripsOf(() -> add(there))).isEqualTo(1);
    }

    private void add(Key key) {
        store.add(key, Scalar.of(1), Scalar.of(0), Cull.NONE, Wait.FOREVER);
    }

    @Test
    void shortWait_onWrites_isKeptInTheSameTrip() {
        Wait wait = Wait.upTo(Duration.ofSeconds(1));
        Key there = storedKey();
        Deque<Key> keys = storedKeys();
        assertThat(tripsOf(() -> store.store(newKey(), ITEM, Condition.always(), null, Cull.NONE, wait)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.touch(there, Expiry.never(), Condition.always(), wait)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.remove(keys.remove(), Condition.always(), Fetch.VALUE, wait)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.append(QUEUE, Side.BACK, List.of(ITEM), Bound.none(), Cull.NONE, wait)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.take(QUEUE, Side.BACK, Fetch.VALUE, wait)))
                .isEqualTo(1);
    }

    @Test
    void manyKeys_areFoundInOneTripAndWrittenInThree() {
        Deque<Key> there = storedKeys();
        assertThat(tripsOf(() -> store.findAll(List.copyOf(there), Fetch.VALUE, Access.IGNORE)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> storeAll(2))).isEqualTo(3);
        assertThat(tripsOf(() -> storeAll(100))).isEqualTo(3);
    }

    private void storeAll(int count) {
        Map<Key, Item> items = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            items.put(newKey(), ITEM);
        }
        store.storeAll(items, Cull.NONE, Wait.FOREVER);
    }

    @Test
    void queue_endsOfIt_areOneTrip() {
        for (Sequence.Queue queue : List.of(QUEUE, Sequence.queue(null))) {
            for (Side side : Side.values()) {
                assertThat(tripsOf(() -> append(queue, side, Bound.none()))).isEqualTo(1);
                assertThat(tripsOf(() -> append(queue, side, Bound.refusing(10_000))))
                        .isEqualTo(1);
                assertThat(tripsOf(() -> append(queue, side, Bound.dropping(10_000))))
                        .isEqualTo(1);
                assertThat(tripsOf(() -> store.peek(queue, side, 0, Fetch.VALUE, Wait.FOREVER)))
                        .isEqualTo(1);
                assertThat(tripsOf(() -> take(queue, side))).isEqualTo(1);
            }
        }
    }

    private void append(Sequence.Queue queue, Side side, Bound bound) {
        assertThat(store.append(queue, side, List.of(ITEM), bound, Cull.NONE, Wait.FOREVER)
                        .keys())
                .hasSize(1);
    }

    private void take(Sequence sequence, Side side) {
        assertThat(store.take(sequence, side, Fetch.VALUE, Wait.FOREVER)).isNotNull();
    }

    @Test
    void queue_empty_isOneTrip() {
        assertThat(tripsOf(() -> store.take(Sequence.queue("empty"), Side.FRONT, Fetch.VALUE, Wait.FOREVER)))
                .isEqualTo(1);
    }

    @Test
    void insertionOrder_endsOfIt_areOneTrip() {
        storedKeys();
        storedKeys();
        for (Side side : Side.values()) {
            assertThat(tripsOf(() -> take(Sequence.insertion(), side))).isEqualTo(1);
        }
    }

    @Test
    void lease_everyMethod_isOneTrip() {
        LeaseName name = new LeaseName("lock", newKey());
        Duration hour = Duration.ofHours(1);
        assertThat(tripsOf(() -> store.acquireLease(name, "owner", hour, "note", 1, Wait.FOREVER)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.acquireLease(name, "other", hour, null, 1, Wait.FOREVER)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.extendLease(name, "owner", hour, Wait.FOREVER)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.releaseLease(name, "owner", Wait.FOREVER)))
                .isEqualTo(1);
        assertThat(tripsOf(() -> store.leases(name))).isEqualTo(1);
    }

    @Test
    void work_everyMethod_isOneTrip() {
        Duration hour = Duration.ofHours(1);
        Deque<WorkReceipt> claimed = new ArrayDeque<>();
        assertThat(tripsOf(() -> offer(4))).isEqualTo(1);
        assertThat(tripsOf(() ->
                        store.claim(4, hour, 5, Wait.FOREVER).items().forEach(claim -> claimed.add(claim.receipt()))))
                .isEqualTo(1);
        assertThat(claimed).hasSize(4 * TRIES);
        for (Settlement settlement : List.of(
                Settlement.extended(hour), Settlement.done(), Settlement.again(hour), Settlement.dead("broken"))) {
            assertThat(tripsOf(() ->
                            assertThat(settle(claimed.remove(), settlement)).isTrue()))
                    .isEqualTo(1);
        }
        assertThat(tripsOf(() -> store.claim(4, hour, 5, Wait.FOREVER))).isEqualTo(1);
    }

    @Test
    void settle_doneByOthers_takesACloserLook() {
        offer(1);
        WorkReceipt receipt = store.claim(1, Duration.ofHours(1), 5, Wait.FOREVER)
                .items()
                .get(0)
                .receipt();
        settle(receipt, Settlement.done());
        assertThat(tripsOf(() -> settle(receipt, Settlement.again(Duration.ZERO))))
                .isEqualTo(1);
        assertThat(tripsOf(() -> settle(receipt, Settlement.done()))).isEqualTo(1 + 2);
    }

    private void offer(int count) {
        WorkItem item = WorkItem.of(Encoded.natively(Scalar.of("work")));
        assertThat(store.offer(Collections.nCopies(count, item), Wait.FOREVER)).doesNotContain(false);
    }

    private boolean settle(WorkReceipt receipt, Settlement settlement) {
        return !store.settle(List.of(receipt), settlement, Wait.FOREVER).isEmpty();
    }

    @Test
    void count_isOneTrip() {
        assertThat(tripsOf(store::count)).isEqualTo(1);
        assertThat(tripsOf(store::volume)).isEqualTo(1);
    }

    @Test
    void transact_empty_isOneTrip() {
        assertThat(tripsOf(() -> store.transact(Wait.FOREVER, () -> 1))).isEqualTo(1);
    }
}
