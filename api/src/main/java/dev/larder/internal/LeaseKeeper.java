package dev.larder.internal;

import dev.larder.storage.LarderException;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Extends leases while their holders need them, each three times before it would end. All on one daemon thread, which
 * is there only while there are leases. Safe for use by many threads.
 */
public final class LeaseKeeper {

    /** So often a lease is extended before it would end: two attempts may fail. */
    private static final int EXTENSIONS = 3;

    private static final Duration IDLE = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(LeaseKeeper.class.getName());

    private final Map<Object, Kept> leases = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "larder-leases");
        thread.setDaemon(true);
        return thread;
    });

    public LeaseKeeper() {
        scheduler.setKeepAliveTime(IDLE.toNanos(), TimeUnit.NANOSECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /** How a lease is extended. */
    @FunctionalInterface
    public interface Extension {

        /** Extends it; returns false if it has ended or is no longer needed. */
        boolean extend(Wait wait);
    }

    /**
     * Extends a lease from now on, unless it is extended already.
     *
     * @param id equal for the same lease
     * @param length of the lease
     */
    public void keep(Object id, Duration length, Extension extension) {
        Kept kept = new Kept(id, Wait.upTo(length.dividedBy(EXTENSIONS)), extension);
        if (leases.putIfAbsent(id, kept) == null) {
            kept.start();
        }
    }

    /** Extends a lease no more. An extension under way has ended when this method returns. */
    public void drop(Object id) {
        Kept kept = leases.remove(id);
        if (kept != null) {
            kept.stop();
        }
    }

    /** Extends no lease more that is held now: they end by themselves, unless they are released before. */
    public void dropAll() {
        leases.keySet().forEach(this::drop);
    }

    private final class Kept {

        private final ReentrantLock lock = new ReentrantLock();
        private final Object id;
        private final Wait interval;
        private final Extension extension;
        private @Nullable Future<?> schedule; // these two are guarded by the lock
        private boolean stopped;

        Kept(Object id, Wait interval, Extension extension) {
            this.id = id;
            this.interval = interval;
            this.extension = extension;
        }

        void start() {
            lock.lock();
            try {
                if (!stopped) {
                    schedule = scheduler.scheduleWithFixedDelay(
                            this::extend, interval.nanos(), interval.nanos(), TimeUnit.NANOSECONDS);
                }
            } finally {
                lock.unlock();
            }
        }

        void stop() {
            lock.lock();
            try {
                stopped = true;
                if (schedule != null) {
                    schedule.cancel(false);
                }
            } finally {
                lock.unlock();
            }
        }

        private void extend() {
            lock.lock();
            try {
                if (!stopped && !isExtended()) {
                    leases.remove(id, this);
                    stop();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Whether it is worth while to go on. The holder learns that the lease is lost when it releases it. */
        private boolean isExtended() {
            try {
                return extension.extend(interval);
            } catch (StoreClosedException e) {
                LOG.log(System.Logger.Level.DEBUG, "A lease is held in a store that was closed; it will end", e);
                return false;
            } catch (LarderTimeoutException e) {
                LOG.log(System.Logger.Level.DEBUG, "A lease was not extended: the store is busy; tried again soon", e);
                return true;
            } catch (LarderException e) {
                LOG.log(System.Logger.Level.WARNING, "A lease could not be extended; tried again until it ends", e);
                return true;
            }
        }
    }
}
