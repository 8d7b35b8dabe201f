package dev.larder.storage.sqlite;

import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Key;
import dev.larder.storage.Sequence;
import dev.larder.storage.jooq.Watches;
import java.nio.file.Path;
import java.util.List;

/** Who waits for changes in a directory, whichever process commits them. Safe for use by many threads. */
final class CommitWatches {

    private final Watches watches;
    private final ForeignCommits foreign;

    CommitWatches(Path directory, Connections connections, SqliteErrors errors) {
        watches = new Watches(directory.toString(), this::watchForeign, this::unwatchForeign);
        foreign = new ForeignCommits(directory, connections, errors, watches::signalAll, watches::failAll);
    }

    private void watchForeign() {
        foreign.watch();
    }

    private void unwatchForeign() {
        foreign.unwatch();
    }

    /** Whether nobody waits. */
    boolean isEmpty() {
        return watches.isEmpty();
    }

    ChangeWatch begin(Key key) {
        return watches.begin(key);
    }

    ChangeWatch begin(Sequence.Queue queue) {
        return watches.begin(queue);
    }

    ChangeWatch beginOnWork() {
        return watches.beginOnWork();
    }

    /** Wakes who waits for what a transaction has changed. */
    void committed(Transaction transaction) {
        if (watches.isEmpty()) {
            return;
        }
        List<Key> touched = transaction.touched();
        if (touched == null) {
            watches.signalAll();
            return;
        }
        watches.touched(touched);
        if (transaction.isWorkTouched()) {
            watches.touchedWork();
        }
    }

    /** Wakes all who wait, with an exception. */
    void close() {
        watches.close();
        foreign.close();
    }
}
