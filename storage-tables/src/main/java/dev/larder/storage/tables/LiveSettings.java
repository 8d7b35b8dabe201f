package dev.larder.storage.tables;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings as they were at most a second ago, whoever changed them. Safe for use by many threads. */
final class LiveSettings {

    private static final long LONGEST_NANOS = 1_000_000_000L;

    static final String HITS = "hits";
    static final String MISSES = "misses";

    /** Rows of the settings table that are no settings. */
    private static final List<String> COUNTERS = List.of("count", "size", HITS, MISSES);

    private final ReentrantLock reading = new ReentrantLock();
    private final Database database;
    private final long collection;
    private final Wait readWait;
    private final String name;

    @SuppressWarnings("ThreadLocalUsage") // one for each store, and set only while a transaction runs
    private final ThreadLocal<@Nullable Snapshot> uncommitted = new ThreadLocal<>();

    private volatile Snapshot latest;

    /** Writes the settings of the configuration where they differ from those that are there. */
    LiveSettings(Database database, long collection, StoreConfig config, String name) {
        this.database = database;
        this.collection = collection;
        this.readWait = config.readWait();
        this.name = name;
        Settings asked = config.settings();
        requireValid(asked);
        Map<String, Scalar> there = database.read(readWait, this::rows);
        if (!there.isEmpty() && there.entrySet().containsAll(asked.rows().entrySet())) {
            latest = Snapshot.of(there, name);
            return;
        }
        latest = database.write(config.openWait(), tx -> {
            // where there are settings, their first writer has made it
            if (there.isEmpty()) {
                tx.call(Sql.INSERT_TURN, collection).update();
            }
            tx.beginWriting(collection);
            for (Map.Entry<String, Scalar> row : asked.rows().entrySet()) {
                put(tx, row.getKey(), row.getValue());
            }
            return read(tx);
        });
    }

    /**
     * Settings at one moment, with what is looked at often.
     *
     * @param readAt by {@link System#nanoTime()}
     */
    record Snapshot(Settings settings, boolean statistics, EvictionPolicy policy, long minFileSize, long readAt) {

        private static Snapshot of(Map<String, Scalar> rows, String name) {
            long readAt = System.nanoTime();
            Map<String, Scalar> kept = new HashMap<>(rows);
            kept.keySet().removeAll(COUNTERS);
            Settings settings = Settings.of(kept);
            for (Setting<?> setting : Setting.ALL) {
                try {
                    settings.get(setting);
                } catch (IllegalArgumentException e) {
                    throw new CorruptStoreException(
                            "The row '" + setting.name() + "' in the settings of the store " + name + " is not valid: "
                                    + e.getMessage()
                                    + ". Nothing else is affected; open the store with an explicit value for this"
                                    + " setting to replace it",
                            e);
                }
            }
            return new Snapshot(
                    settings,
                    settings.get(Setting.STATISTICS),
                    settings.get(Setting.EVICTION_POLICY),
                    settings.get(Setting.MIN_FILE_SIZE),
                    readAt);
        }

        private boolean isFresh() {
            return System.nanoTime() - readAt < LONGEST_NANOS;
        }

        boolean recordsAccess() {
            return statistics || policy.recordsAccess();
        }
    }

    Snapshot get() {
        Snapshot own = own();
        if (own != null) {
            return own;
        }
        Snapshot snapshot = latest;
        return snapshot.isFresh() || database.isInTransaction() ? snapshot : refreshed();
    }

    /** What {@link #get} returned last, however old: for whoever must not read in between. */
    Snapshot latest() {
        Snapshot own = own();
        return own == null ? latest : own;
    }

    /** What the calling thread's transaction has written. */
    private @Nullable Snapshot own() {
        return database.isInTransaction() ? uncommitted.get() : null;
    }

    private Snapshot refreshed() {
        reading.lock();
        try {
            if (!latest.isFresh()) {
                latest = database.read(readWait, this::read);
            }
            return latest;
        } finally {
            reading.unlock();
        }
    }

    private Snapshot read(Tx tx) throws SQLException {
        return Snapshot.of(rows(tx), name);
    }

    /** All rows, counters too. */
    Map<String, Scalar> rows(Tx tx) throws SQLException {
        Map<String, Scalar> rows = new HashMap<>();
        tx.call(Sql.SETTINGS, collection).each(row -> {
            Scalar value = Scalars.get(row, 2);
            if (value != null) {
                rows.put(row.getString(1), value);
            }
        });
        return rows;
    }

    void change(UnaryOperator<Settings> change, Wait wait) {
        requireValid(change.apply(latest().settings()));
        database.write(wait, tx -> {
            tx.lock(collection);
            Settings changes = change.apply(Snapshot.of(rows(tx), name).settings());
            requireValid(changes);
            for (Map.Entry<String, Scalar> row : changes.rows().entrySet()) {
                put(tx, row.getKey(), row.getValue());
            }
            Snapshot written = read(tx);
            if (database.isJoined()) {
                // the store is of this transaction alone, so there is nobody for whom this would be too early
                latest = written;
                return true;
            }
            uncommitted.set(written);
            tx.onRollback(uncommitted::remove);
            tx.onCommit(() -> {
                uncommitted.remove();
                latest = written;
            });
            return true;
        });
    }

    private void put(Tx tx, String row, Scalar value) throws SQLException {
        Call put = tx.call(Sql.PUT_SETTING, collection).set(Parameter.NAME, row);
        Scalars.set(put, Scalars.kind(value), value).update();
    }

    /** Adds to one of the counters. */
    void add(Tx tx, String counter, long times) throws SQLException {
        if (times == 0) {
            return;
        }
        Call add = tx.call(Sql.ADD_TO_SETTING, collection)
                .set(Parameter.NAME, counter)
                .set(Parameter.TIMES, times);
        if (add.update() == 0) {
            tx.lock(collection);
            if (add.update() == 0) {
                put(tx, counter, Scalar.of(times));
            }
        }
    }

    private static void requireValid(Settings changes) {
        Objects.requireNonNull(changes, "settings");
        Setting.ALL.forEach(changes::get);
        for (String counter : COUNTERS) {
            if (changes.rows().containsKey(counter)) {
                throw new IllegalArgumentException(
                        "'" + counter + "' is a counter that the store keeps itself, not a setting");
            }
        }
    }
}
