package dev.larder.storage.tables;

import dev.larder.storage.RemovalCause;
import dev.larder.storage.RemovalObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the observer, if there is one, of removed rows. What it throws is logged and disturbs nothing. */
final class RemovalTeller {

    private static final System.Logger LOG = System.getLogger(RemovalTeller.class.getName());

    private final @Nullable RemovalObserver observer;
    private final Set<Thread> telling = ConcurrentHashMap.newKeySet();

    RemovalTeller(@Nullable RemovalObserver observer) {
        this.observer = observer;
    }

    boolean isObserved() {
        return observer != null;
    }

    @SuppressWarnings("CatchingUnchecked")
    void tell(EntryRow row, RemovalCause cause) {
        if (observer == null) {
            return;
        }
        boolean outermost = telling.add(Thread.currentThread());
        try {
            observer.removed(Values.metadata(row), cause);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A removal observer failed; the removal itself is done", e);
        } finally {
            if (outermost) {
                telling.remove(Thread.currentThread());
            }
        }
    }

    /** Whether the calling thread is just being told. */
    boolean isTelling() {
        return telling.contains(Thread.currentThread());
    }
}
