package dev.larder.storage.tables;

import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Key;
import dev.larder.storage.LarderException;
import dev.larder.storage.Sequence;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for changes under which key, in which queue, or in the work queue. Own commits say what they have changed;
 * of those of others it is known only that something has changed, which wakes all. Safe for use by many threads.
 */
final class Watches {

    /** What is watched by those who wait for items of the work queue. */
    private static final Object WORK = "the work queue";

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, List<Watch>> bySubject = new HashMap<>();
    private final String name;
    private final WatchHub hub;
    private final long collection;
    private volatile boolean isEmpty = true;
    private boolean closed;

    Watches(String name, WatchHub hub, long collection) {
        this.name = name;
        this.hub = hub;
        this.collection = collection;
        hub.add(collection, this);
    }

    /** Whether nobody waits. */
    boolean isEmpty() {
        return isEmpty;
    }

    ChangeWatch begin(Key key) {
        return begin((Object) key.canonical());
    }

    ChangeWatch begin(Sequence.Queue queue) {
        return begin((Object) queue);
    }

    ChangeWatch beginOnWork() {
        return begin(WORK);
    }

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
        hub.watch(collection);
        return watch;
    }

    void touched(Key key) {
        lock.lock();
        try {
            signal(key.canonical());
            for (Object subject : bySubject.keySet()) {
                if (subject instanceof Sequence.Queue queue && queue.number(key).isPresent()) {
                    signal(queue);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void touchedWork() {
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
    void signalAll() {
        lock.lock();
        try {
            bySubject.values().forEach(watches -> watches.forEach(Watch::signal));
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all who wait, with an exception. */
    void close() {
        lock.lock();
        try {
            closed = true;
            bySubject.values().forEach(watches -> watches.forEach(watch -> watch.fail(closedException())));
        } finally {
            lock.unlock();
        }
        hub.remove(collection, this);
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

        /** Returns whether it had not ended before. */
        private boolean end() {
            lock.lock();
            try {
                if (ended) {
                    return false;
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
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            if (end()) {
                hub.unwatch(collection);
            }
        }
    }
}
