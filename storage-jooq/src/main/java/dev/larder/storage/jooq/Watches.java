package dev.larder.storage.jooq;

import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Key;
import dev.larder.storage.LarderException;
import dev.larder.storage.Sequence;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at a store for changes under which key, or in which queue, the work queue included. Own commits say what
 * they have changed; of others it is known only that they have changed something, which wakes all. Safe for use by many
 * threads.
 */
public final class Watches {

    /** What is watched by those who wait for items of the work queue. */
    private static final Object WORK = "the work queue";

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, List<Watch>> bySubject = new HashMap<>();
    private final String name;
    private final Runnable onBegin;
    private final Runnable onEnd;
    private volatile boolean isEmpty = true;
    private boolean closed;

    /**
     * @param name of the store, for messages
     * @param onBegin run whenever somebody begins to wait; when it returns, commits of others are noticed
     * @param onEnd run whenever somebody has ended
     */
    public Watches(String name, Runnable onBegin, Runnable onEnd) {
        this.name = name;
        this.onBegin = onBegin;
        this.onEnd = onEnd;
    }

    /** Whether nobody waits. */
    public boolean isEmpty() {
        return isEmpty;
    }

    /** Begins to watch a key; the caller closes the watch. */
    public ChangeWatch begin(Key key) {
        return begin((Object) key.canonical());
    }

    /** Begins to watch a queue; the caller closes the watch. */
    public ChangeWatch begin(Sequence.Queue queue) {
        return begin((Object) queue);
    }

    /** Begins to watch the work queue; the caller closes the watch. */
    public ChangeWatch beginOnWork() {
        return begin(WORK);
    }

    /** @param subject a canonical key, a queue, or the work queue */
    private ChangeWatch begin(Object subject) {
        Watch watch = new Watch(subject);
        lock.lock();
        try {
            if (closed) {
                throw closedException();
            }
            bySubject.computeIfAbsent(subject, any -> new ArrayList<>(1)).add(watch);
            isEmpty = false;
        } finally {
            lock.unlock();
        }
        try {
            onBegin.run();
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
        return watch;
    }

    /** Wakes those who wait at these keys, or at a queue that they belong to. */
    public void touched(Collection<Key> keys) {
        lock.lock();
        try {
            keys.forEach(key -> signal(key.canonical()));
            for (Object subject : bySubject.keySet()) {
                if (subject instanceof Sequence.Queue queue
                        && keys.stream().anyMatch(key -> queue.number(key).isPresent())) {
                    signal(queue);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Wakes those who wait at the work queue. */
    public void touchedWork() {
        lock.lock();
        try {
            signal(WORK);
        } finally {
            lock.unlock();
        }
    }

    private void signal(Object subject) {
        bySubject.getOrDefault(subject, List.of()).forEach(Watch::signal);
    }

    /** Wakes all: something has changed. */
    public void signalAll() {
        lock.lock();
        try {
            bySubject.values().forEach(watches -> watches.forEach(Watch::signal));
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all, now and whenever they wait again, with an exception. */
    public void failAll(LarderException failure) {
        lock.lock();
        try {
            bySubject.values().forEach(watches -> watches.forEach(watch -> watch.fail(failure)));
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all who wait, with an exception, and lets nobody begin. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            bySubject.values().forEach(watches -> watches.forEach(watch -> watch.fail(closedException())));
        } finally {
            lock.unlock();
        }
    }

    private StoreClosedException closedException() {
        return new StoreClosedException("The store " + name + " is closed; open it again to use it");
    }

    private final class Watch implements ChangeWatch {

        private final Object subject;
        private final Semaphore signals = new Semaphore(0);
        private volatile @Nullable LarderException failure;
        private boolean ended; // guarded by the lock

        Watch(Object subject) {
            this.subject = subject;
        }

        private void signal() {
            if (signals.availablePermits() == 0) {
                signals.release();
            }
        }

        private void fail(LarderException cause) {
            failure = cause;
            signals.release();
        }

        @Override
        public boolean await(Wait wait) throws InterruptedException {
            boolean signalled = signals.tryAcquire(wait.nanos(), TimeUnit.NANOSECONDS);
            LarderException cause = failure;
            if (cause != null) {
                signals.release(); // for the next call, which fails too
                throw cause;
            }
            return signalled;
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (ended) {
                    return;
                }
                ended = true;
                List<Watch> watches = bySubject.get(subject);
                if (watches != null) {
                    watches.remove(this);
                    if (watches.isEmpty()) {
                        bySubject.remove(subject);
                    }
                }
                isEmpty = bySubject.isEmpty();
            } finally {
                lock.unlock();
            }
            onEnd.run();
        }
    }
}
