package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Bound;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Settlement;
import dev.larder.storage.Side;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkClaim;
import dev.larder.storage.WorkItem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Settings of the driver that decide how several statements go to the server, or that they cannot: whether in one go,
 * one by one, or with savepoints in between. What they are must not be seen but in the time it takes.
 */
final class DriverSettingsTest {

    private static final Item ITEM = Item.of(Encoded.natively(Scalar.of("value")));

    private static final Sequence.Queue QUEUE = Sequence.queue("queue");

    private static final Duration HOUR = Duration.ofHours(1);

    /** With those of which the driver sends one by one what it is given together, and one that refuses it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&preferQueryMode=simple",
                "&preferQueryMode=extendedForPrepared",
                "&autosave=always",
                "&prepareThreshold=0",
                "&prepareThreshold=1&stringtype=unspecified",
                "&prepareThreshold=-1"
            })
    void everyKindOfUse_withAnySettings_isTheSame(String settings) throws SQLException {
        try (CountingPool pool = new CountingPool(any -> {}, settings);
                Store store = open(pool)) {
            for (Wait wait : List.of(Wait.FOREVER, Wait.upTo(Duration.ofSeconds(5)))) {
                // the driver changes its ways when it has seen a statement some times
                for (int i = 0; i < 7; i++) {
                    useRows(store, wait);
                    useQueue(store, wait);
                    useWork(store, wait);
                    useLeases(store, wait);
                }
            }
            failInTheMiddle(pool, store);
            assertThat(store.verify(false, Wait.FOREVER)).isEmpty();
        }
    }

    private static Store open(CountingPool pool) {
        return PostgreSql.at(pool).schema("driver_settings").open(StoreConfig.defaults());
    }

    private static void useRows(Store store, Wait wait) {
        Key key = Key.of("key");
        assertThat(store.store(key, ITEM, Condition.ifAbsent(), null, Cull.NONE, wait)
                        .stored())
                .isTrue();
        assertThat(store.store(key, ITEM, Condition.ifAbsent(), null, Cull.NONE, wait)
                        .stored())
                .isFalse();
        assertThat(store.add(Key.of("n"), Scalar.of(1), Scalar.of(0), Cull.NONE, wait))
                .isNotNull();
        assertThat(store.touch(key, Expiry.after(HOUR), Condition.always(), wait))
                .isTrue();
        assertThat(store.remove(key, Condition.always(), Fetch.VALUE, wait)).isNotNull();
    }

    private static void useQueue(Store store, Wait wait) {
        List<Key> keys = store.append(QUEUE, Side.BACK, List.of(ITEM), Bound.none(), Cull.NONE, wait)
                .keys();
        assertThat(keys).containsExactly(QUEUE.key(Sequence.FIRST_NUMBER));
        Row row = store.take(QUEUE, Side.FRONT, Fetch.VALUE, wait);
        assertThat(row).isNotNull();
        assertThat(row.value()).isEqualTo(ITEM.content());
        assertThat(store.take(QUEUE, Side.FRONT, Fetch.VALUE, wait)).isNull();
    }

    private static void useWork(Store store, Wait wait) {
        WorkItem item = WorkItem.of(Encoded.natively(Scalar.of("work")));
        assertThat(store.offer(List.of(item, item, item), wait)).containsExactly(true, true, true);
        List<WorkClaim> claims = store.claim(3, HOUR, 5, wait).items();
        assertThat(claims).hasSize(3);
        for (WorkClaim claim : claims) {
            assertThat(store.settle(List.of(claim.receipt()), Settlement.done(), wait))
                    .hasSize(1);
        }
        assertThat(store.claim(3, HOUR, 5, wait).items()).isEmpty();
    }

    private static void useLeases(Store store, Wait wait) {
        LeaseName name = new LeaseName("lock", Key.of("name"));
        assertThat(store.acquireLease(name, "one", HOUR, null, 1, wait)).isTrue();
        assertThat(store.acquireLease(name, "other", HOUR, null, 1, wait)).isFalse();
        assertThat(store.extendLease(name, "one", HOUR, wait)).isTrue();
        assertThat(store.releaseLease(name, "one", wait)).isTrue();
    }

    /** A claim wakes what is due, then marks what it hands out: if that fails, nothing has been woken. */
    private static void failInTheMiddle(CountingPool pool, Store store) throws SQLException {
        WorkItem work = WorkItem.of(Encoded.natively(Scalar.of("work")));
        store.offer(List.of(work), Wait.FOREVER);
        WorkClaim claim = store.claim(1, HOUR, 5, Wait.FOREVER).items().get(0);
        store.settle(List.of(claim.receipt()), Settlement.again(HOUR), Wait.FOREVER);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path TO driver_settings");
            statement.execute("UPDATE larder_work SET due_time = 0");
            statement.execute("ALTER TABLE larder_work ADD CONSTRAINT none_in_flight CHECK (state <> 2)");
            try {
                for (int i = 0; i < 7; i++) {
                    assertThatThrownBy(() -> store.claim(1, HOUR, 5, Wait.FOREVER))
                            .isInstanceOf(StorageException.class)
                            .hasMessageContaining("none_in_flight");
                    try (ResultSet row = statement.executeQuery("SELECT state FROM larder_work")) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getInt(1)).as("still delayed").isEqualTo(1);
                    }
                }
            } finally {
                statement.execute("ALTER TABLE larder_work DROP CONSTRAINT none_in_flight");
                statement.execute("DELETE FROM larder_work");
                statement.execute("RESET search_path");
            }
        }
    }
}
