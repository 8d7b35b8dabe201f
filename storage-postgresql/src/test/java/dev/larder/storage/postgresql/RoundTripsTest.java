package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Bound;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
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
import java.util.Deque;
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

    /** What a method takes: waits for the server, and how many of them for a commit. */
    private record Cost(int trips, int commits) {

        private static final Cost ONE_TRIP = new Cost(1, 0);

        /** So many statements in a transaction, which begins with the first of them. */
        private static Cost transactionOf(int statements) {
            return new Cost(statements + 1, 1);
        }
    }

    private Cost costOf(Runnable method) {
        Cost least = new Cost(Integer.MAX_VALUE, 0);
        for (int i = 0; i < TRIES; i++) {
            int trips = pool.trips();
            int commits = pool.commits();
            method.run();
            Cost cost = new Cost(pool.trips() - trips, pool.commits() - commits);
            least = cost.trips < least.trips ? cost : least;
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
        assertThat(costOf(() -> store.get(there, Access.IGNORE))).isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> store.get(absent, Access.IGNORE))).isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> store.find(there, Fetch.METADATA, Access.IGNORE)))
                .isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> store.find(there, Fetch.VALUE, Access.IGNORE))).isEqualTo(Cost.ONE_TRIP);
    }

    @Test
    void store_always_isOneTrip() {
        Key there = storedKey();
        assertThat(costOf(() -> put(newKey(), Condition.always()))).isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> put(there, Condition.always()))).isEqualTo(Cost.ONE_TRIP);
    }

    @Test
    void store_ifAbsent_isOneTripOrTwoIfItIsThere() {
        Key there = storedKey();
        assertThat(costOf(() -> put(newKey(), Condition.ifAbsent()))).isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> put(there, Condition.ifAbsent()))).isEqualTo(new Cost(2, 0));
    }

    @Test
    void store_otherConditions_isATransaction() {
        Key there = storedKey();
        assertThat(costOf(() -> put(there, Condition.ifPresent()))).isEqualTo(Cost.transactionOf(2));
        assertThat(costOf(() -> put(there, Condition.ifValue(Encoded.natively(Scalar.of("value"))))))
                .isEqualTo(Cost.transactionOf(2));
    }

    @Test
    void touch_thereOrNot_isOneTrip() {
        Key there = storedKey();
        Key absent = newKey();
        Expiry expiry = Expiry.after(Duration.ofHours(1));
        assertThat(costOf(() -> store.touch(there, expiry, Condition.always(), Wait.FOREVER)))
                .isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> store.touch(absent, expiry, Condition.always(), Wait.FOREVER)))
                .isEqualTo(Cost.ONE_TRIP);
    }

    @Test
    void remove_isOneTripOrATransactionMoreIfNothingIsThere() {
        Deque<Key> there = storedKeys();
        Deque<Key> alsoThere = storedKeys();
        Key absent = newKey();
        assertThat(costOf(() -> remove(there.remove(), Fetch.METADATA))).isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> remove(alsoThere.remove(), Fetch.VALUE))).isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> remove(absent, Fetch.METADATA))).isEqualTo(new Cost(3, 1));
    }

    private void remove(Key key, Fetch fetch) {
        store.remove(key, Condition.always(), fetch, Wait.FOREVER);
    }

    @Test
    void add_integer_isOneTrip() {
        Key there = newKey();
        add(there);
        assertThat(costOf(() -> add(newKey()))).isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> add(there))).isEqualTo(Cost.ONE_TRIP);
    }

    private void add(Key key) {
        store.add(key, Scalar.of(1), Scalar.of(0), Cull.NONE, Wait.FOREVER);
    }

    @Test
    void shortWait_onWrites_takesATransactionToKeepIt() {
        Wait wait = Wait.upTo(Duration.ofSeconds(1));
        Key there = storedKey();
        assertThat(costOf(() -> store.store(newKey(), ITEM, Condition.always(), null, Cull.NONE, wait)))
                .isEqualTo(Cost.transactionOf(3));
        assertThat(costOf(() -> store.touch(there, Expiry.never(), Condition.always(), wait)))
                .isEqualTo(Cost.transactionOf(2));
    }

    @Test
    void manyKeys_areFoundInOneTrip() {
        Deque<Key> there = storedKeys();
        assertThat(costOf(() -> store.findAll(List.copyOf(there), Fetch.VALUE, Access.IGNORE)))
                .isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> storeAll(newKey(), newKey()))).isEqualTo(Cost.transactionOf(1 + 2 * 2));
    }

    private void storeAll(Key one, Key other) {
        store.storeAll(Map.of(one, ITEM, other, ITEM), Cull.NONE, Wait.FOREVER);
    }

    @Test
    void queue_endsOfIt_isATransaction() {
        assertThat(costOf(() -> store.append(QUEUE, Side.BACK, List.of(ITEM), Bound.none(), Cull.NONE, Wait.FOREVER)))
                .isEqualTo(Cost.transactionOf(3));
        assertThat(costOf(() -> store.peek(QUEUE, Side.FRONT, 0, Fetch.VALUE, Wait.FOREVER)))
                .isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(() -> store.take(QUEUE, Side.FRONT, Fetch.VALUE, Wait.FOREVER)))
                .isEqualTo(Cost.transactionOf(4));
    }

    @Test
    void lease_everyMethod_isATransaction() {
        LeaseName name = new LeaseName("lock", newKey());
        Duration hour = Duration.ofHours(1);
        assertThat(costOf(() -> store.acquireLease(name, "owner", hour, null, 1, Wait.FOREVER)))
                .isEqualTo(Cost.transactionOf(3));
        assertThat(costOf(() -> store.extendLease(name, "owner", hour, Wait.FOREVER)))
                .isEqualTo(Cost.transactionOf(1));
        assertThat(costOf(() -> store.releaseLease(name, "owner", Wait.FOREVER)))
                .isEqualTo(Cost.transactionOf(1));
    }

    @Test
    void work_everyMethod_isATransaction() {
        WorkItem item = WorkItem.of(Encoded.natively(Scalar.of("work")));
        Deque<WorkReceipt> claimed = new ArrayDeque<>();
        assertThat(costOf(() -> store.offer(List.of(item), Wait.FOREVER))).isEqualTo(Cost.transactionOf(1));
        assertThat(costOf(() -> store.claim(1, Duration.ofHours(1), 5, Wait.FOREVER)
                        .items()
                        .forEach(claim -> claimed.add(claim.receipt()))))
                .isEqualTo(new Cost(5, 1));
        assertThat(claimed).hasSize(TRIES);
        assertThat(costOf(() -> store.settle(List.of(claimed.remove()), Settlement.done(), Wait.FOREVER)))
                .isEqualTo(Cost.transactionOf(2));
    }

    @Test
    void count_isOneTrip() {
        assertThat(costOf(store::count)).isEqualTo(Cost.ONE_TRIP);
        assertThat(costOf(store::volume)).isEqualTo(Cost.ONE_TRIP);
    }

    @Test
    void transact_empty_isTwoTrips() {
        assertThat(costOf(() -> store.transact(Wait.FOREVER, () -> 1))).isEqualTo(Cost.transactionOf(1));
    }
}
