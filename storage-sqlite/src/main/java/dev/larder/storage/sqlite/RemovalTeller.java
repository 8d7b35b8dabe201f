package dev.larder.storage.sqlite;

import dev.larder.storage.Fetch;
import dev.larder.storage.RemovalObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the observer, if there is one, of removed rows. What it throws is logged and disturbs nothing. */
final class RemovalTeller {

    private static final System.Logger LOG = System.getLogger(RemovalTeller.class.getName());

    private final @Nullable RemovalObserver observer;
    private final Values values;
    private final Set<Thread> telling = ConcurrentHashMap.newKeySet();

    RemovalTeller(@Nullable RemovalObserver observer, Values values) {
        this.observer = observer;
        this.values = values;
    }

    void tell(List<Transaction.Removal> removals) {
        if (observer == null || removals.isEmpty()) {
            return;
        }
        boolean outermost = telling.add(Thread.currentThread());
        try {
            for (Transaction.Removal removal : removals) {
                tell(observer, removal);
            }
        } finally {
            if (outermost) {
                telling.remove(Thread.currentThread());
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private void tell(RemovalObserver told, Transaction.Removal removal) {
        try {
            told.removed(values.row(removal.row(), Fetch.METADATA), removal.cause());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A removal observer failed; the removal itself is done", e);
        }
    }

    /** Whether the calling thread is just being told. */
    boolean isTelling() {
        return telling.contains(Thread.currentThread());
    }
}
