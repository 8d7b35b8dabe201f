package dev.larder.storage.tables;

import dev.larder.storage.Key;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.ActivityCounts;
import dev.larder.storage.jooq.EpochSeconds;
import java.sql.SQLException;
import java.time.InstantSource;

/**
 * What all operations on one collection share.
 *
 * @param collection the number of the collection in its database
 * @param clock what time it is
 */
record StoreContext(
        Database database,
        long collection,
        StoreConfig config,
        InstantSource clock,
        Chunks chunks,
        Values values,
        WatchHub hub,
        RemovalTeller removals,
        Accesses accesses,
        ActivityCounts counts) {

    double now() {
        return EpochSeconds.of(clock.instant());
    }

    Wait readWait() {
        return config.readWait();
    }

    Call call(Tx tx, Sql sql) {
        return tx.call(sql, collection);
    }

    void beginWriting(Tx tx) throws SQLException {
        tx.beginWriting(collection);
    }

    /** Takes note of a row that is gone or has another value now. */
    void removed(Tx tx, EntryRow row, RemovalCause cause) {
        written(tx, row.key());
        if (cause == RemovalCause.EVICTED || cause == RemovalCause.EXPIRED) {
            tx.onCommit(() -> counts.removed(cause, 1));
        }
        if (removals.isObserved()) {
            tx.onCommit(() -> removals.tell(row, cause));
        }
    }

    /** Takes note of a key under which there is another value now, or none. */
    void written(Tx tx, Key key) {
        accesses.forget(key);
        touched(tx, key);
    }

    /** Takes note of a key under which something has changed. */
    void touched(Tx tx, Key key) {
        if (!hub.isEmpty(collection)) {
            tx.onCommit(() -> hub.touched(collection, key));
        }
    }

    /** Takes note of a change in the work queue. */
    void touchedWork(Tx tx) {
        if (!hub.isEmpty(collection)) {
            tx.onCommit(() -> hub.touchedWork(collection));
        }
    }
}
