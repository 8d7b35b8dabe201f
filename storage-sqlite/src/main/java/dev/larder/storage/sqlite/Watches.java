package dev.larder.storage.sqlite;

import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Key;
import dev.larder.storage.LarderException;
import dev.larder.storage.Sequence;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for changes under which key, or in which queue, the work queue included. Own commits say what they have
 * changed; of other processes only that they have changed something is known, so that wakes all. Safe for use by many
 * threads.
 */
final class Watches {

    /** What is watched by those who wait for items of the work queue. */
    private static final Object WORK = "the work queue";

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, List<Watch>> bySubject = new HashMap<>();
    private final Path directory;
    private final ForeignCommits foreign;
    private volatile boolean isEmpty = true;
    private boolean closed;

    Watches(Path directory, Connections connections, SqliteErrors errors) {
        this.directory = directory;
        foreign = new ForeignCommits(directory, connections, errors, this::signalAll, this::failAll);
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
            foreign.watch();
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
        return watch;
    }

    /** Wakes who waits for what a transaction has changed. */
    void committed(Transaction transaction) {
        if (isEmpty) {
            return;
        }
        List<Key> touched = transaction.touched();
        if (touched == null) {
            signalAll();
            return;
        }
        lock.lock();
        try {
            touched.forEach(key -> signal(key.canonical()));
            for (Object subject : bySubject.keySet()) {
                if (subject instanceof Sequence.Queue queue
                        && touched.stream().anyMatch(key -> queue.number(key).isPresent())) {
                    signal(queue);
                }
            }
            if (transaction.isWorkTouched()) {
                signal(WORK);
            }
        } finally {
            lock.unlock();
        }
    }

    private void signal(Object subject) {
        bySubject.getOrDefault(subject, List.of()).forEach(Watch::signal);
    }

    private void signalAll() {
        lock.lock();
        try {
            bySubject.values().forEach(watches -> watches.forEach(Watch::signal));
        } finally {
            lock.unlock();
        }
    }

    private void failAll(LarderException failure) {
        lock.lock();
        try {
            bySubject.values().forEach(watches -> watches.forEach(watch -> watch.fail(failure)));
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
        foreign.close();
    }

    private StoreClosedException closedException() {
        return new StoreClosedException("The store " + directory + " is closed; open it again to use it");
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
            foreign.unwatch();
        }
    }
}
