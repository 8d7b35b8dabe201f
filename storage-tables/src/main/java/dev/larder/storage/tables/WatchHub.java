package dev.larder.storage.tables;

import dev.larder.storage.Key;
import dev.larder.storage.jooq.Watches;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All who wait for changes in one database: tells them of what this process commits, and lets one thread notice what
 * others do, as long as anybody waits and a little longer. Safe for use by many threads.
 */
final class WatchHub implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(WatchHub.class.getName());

    /** Who waits usually waits again soon. */
    private static final long LINGER_NANOS = 5_000_000_000L;

    private static final long PAUSE_AFTER_FAILURE_MILLIS = 250;

    private final Map<Long, List<Watches>> byCollection = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition noticing = lock.newCondition();
    private final Map<Long, Integer> watched = new HashMap<>(); // this and the following guarded by the lock
    private final @Nullable ChangeSource source;
    private final String name;
    private @Nullable Thread thread;
    private long idleSince;
    private boolean isNoticing;
    private boolean closed;

    /** @param source how commits of others are noticed, or null if there are no others */
    WatchHub(@Nullable ChangeSource source, String name) {
        this.source = source;
        this.name = name;
    }

    void add(long collection, Watches watches) {
        byCollection
                .computeIfAbsent(collection, any -> new CopyOnWriteArrayList<>())
                .add(watches);
    }

    void remove(long collection, Watches watches) {
        byCollection.getOrDefault(collection, List.of()).remove(watches);
    }

    private List<Watches> of(long collection) {
        return byCollection.getOrDefault(collection, List.of());
    }

    boolean isEmpty(long collection) {
        return of(collection).stream().allMatch(Watches::isEmpty);
    }

    void touched(long collection, Key key) {
        of(collection).forEach(watches -> watches.touched(List.of(key)));
    }

    void touchedWork(long collection) {
        of(collection).forEach(Watches::touchedWork);
    }

    /** Somebody begins to wait at a collection. Returns when commits of others are noticed. */
    void watch(long collection) {
        if (source == null) {
            return;
        }
        lock.lock();
        try {
            watched.merge(collection, 1, Integer::sum);
            if (thread == null && !closed) {
                isNoticing = false;
                thread = new Thread(this::notice, "larder-changes-" + name);
                thread.setDaemon(true);
                thread.start();
            }
            while (thread != null && !isNoticing) {
                noticing.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    void unwatch(long collection) {
        if (source == null) {
            return;
        }
        lock.lock();
        try {
            watched.computeIfPresent(collection, (any, count) -> count == 1 ? null : count - 1);
            idleSince = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    private void notice() {
        ChangeSource changes = Objects.requireNonNull(source, "there is nobody to notice");
        while (isNeeded()) {
            try (ChangeSource.Session session = changes.open()) {
                begun();
                while (isNeeded()) {
                    session.await(collections())
                            .forEach(collection -> of(collection).forEach(Watches::signalAll));
                }
            } catch (SQLException e) {
                // who waits looks for himself meanwhile
                LOG.log(System.Logger.Level.DEBUG, "Changes by others are not noticed for the moment", e);
                begun();
                collections().forEach(collection -> of(collection).forEach(Watches::signalAll));
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                begun();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<Long> collections() {
        lock.lock();
        try {
            return Set.copyOf(watched.keySet());
        } finally {
            lock.unlock();
        }
    }

    private void begun() {
        lock.lock();
        try {
            isNoticing = true;
            noticing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the thread is to go on; if not, another one is started when it is needed again. */
    private boolean isNeeded() {
        lock.lock();
        try {
            boolean lingers = System.nanoTime() - idleSince < LINGER_NANOS;
            if (!closed && !Thread.currentThread().isInterrupted() && (!watched.isEmpty() || lingers)) {
                return true;
            }
            thread = null;
            noticing.signalAll();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
