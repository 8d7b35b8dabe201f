package dev.larder;

import dev.larder.internal.Attempt.Outcome;
import dev.larder.internal.Slot;
import dev.larder.internal.Turns;
import dev.larder.storage.Condition;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Row;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A lock between threads and processes: held by whoever has stored its key, as DiskCache's {@code Lock}. Whatever lies
 * under the key counts as the lock being held.
 *
 * <p>The holder is the thread that has locked it, by the object by which it did so; nobody else can unlock it. A holder
 * has a lease, of 30 seconds if not said otherwise, which is extended as long as the process runs, the cache is open
 * and the thread is alive. When a process is killed, the lease ends and others go on.
 *
 * <p>So a holder can <em>lose</em> the lock: if its process stood still for longer than the lease (suspended, or the
 * store could not be written), or if Python released it, which does not ask whose it is. {@link #unlock()} tells, and
 * {@link #isHeldByCurrentThread()} can be asked before a step that must not happen twice.
 *
 * <p>Not reentrant: a thread that holds the lock and waits for it once more gets an exception where this object knows,
 * and otherwise waits for itself. {@link ReentrantCacheLock} is reentrant.
 */
public final class CacheLock implements Lock {

    private final Slot slot;
    private final Duration lease;
    private final Turns turns;

    @SuppressWarnings("ThreadLocalUsage") // one for each lock is what is meant: a thread may hold several
    private final ThreadLocal<@Nullable Hold> own = new ThreadLocal<>();

    private CacheLock(Slot slot, Duration lease) {
        this.slot = slot;
        this.lease = Slot.requireLease(lease);
        this.turns = new Turns(slot);
    }

    /** The lock under a key, with a lease of 30 seconds. */
    public static <K> CacheLock in(Cache<K, ?> cache, K key) {
        return in(cache, key, Slot.DEFAULT_LEASE);
    }

    /**
     * The lock under a key.
     *
     * @param lease how long others wait after the holder was killed; at least 100 ms
     * @throws IllegalArgumentException if {@code lease} is shorter
     */
    public static <K> CacheLock in(Cache<K, ?> cache, K key, Duration lease) {
        return new CacheLock(Slot.of(cache, key), lease);
    }

    /**
     * Waits until the lock is free and takes it. An interrupt does not end the wait and is kept.
     *
     * @throws IllegalMonitorStateException if this thread holds it already, or has lost it and not unlocked it yet
     */
    @Override
    public void lock() {
        requireNotHeld();
        hold(turns.awaitUninterruptibly(this::take));
    }

    /**
     * Waits until the lock is free and takes it, unless the thread is interrupted.
     *
     * @throws IllegalMonitorStateException as {@link #lock()}
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        requireNotHeld();
        hold(turns.await(this::take));
    }

    /**
     * Takes the lock if it is free; false if it is not, also if this thread holds it, or if the store was busy for
     * longer than the cache's timeout.
     */
    @Override
    public boolean tryLock() {
        return own.get() == null && hold(turns.tryOnce(this::take));
    }

    /**
     * Takes the lock if it becomes free within this time, which is kept to also when the store is busy.
     *
     * @throws IllegalMonitorStateException as {@link #lock()}
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        requireNotHeld();
        return hold(turns.await(this::take, new Wait(Math.max(0, unit.toNanos(time)))));
    }

    /**
     * Releases the lock; waits for the store as long as it takes. When the store fails, its exception is thrown, this
     * thread does not hold the lock any more, and others get it when its lease ends.
     *
     * @throws IllegalMonitorStateException if this thread does not hold it, in which case nothing changes, or has lost
     *     it, in which case it may have been somebody else's meanwhile
     */
    @Override
    public void unlock() {
        Hold hold = own.get();
        if (hold == null) {
            throw new IllegalMonitorStateException(
                    "Lock " + slot.describe() + " cannot be unlocked: this thread has not locked it by this object");
        }
        own.remove();
        slot.keeper().drop(hold);
        Row released =
                slot.store().remove(slot.key(), Condition.ifStoredAt(hold.storeTime), Fetch.METADATA, Wait.FOREVER);
        if (released == null) {
            throw new IllegalMonitorStateException("Lock " + slot.describe() + " was lost before it was unlocked: its "
                    + "lease of " + lease + " ended, or somebody removed its key; what it protects may have changed");
        }
    }

    /**
     * Not supported.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public java.util.concurrent.locks.Condition newCondition() {
        throw new UnsupportedOperationException("Locks in a cache have no conditions");
    }

    /** Whether this thread has locked it by this object and not lost it; asks the store. */
    public boolean isHeldByCurrentThread() {
        Hold hold = own.get();
        Row row = hold == null ? null : slot.find(Fetch.METADATA);
        return row != null && row.storeTime() == hold.storeTime;
    }

    /** Whether anybody holds it; asks the store. */
    public boolean isLocked() {
        return slot.find(Fetch.METADATA) != null;
    }

    private void requireNotHeld() {
        if (own.get() != null) {
            throw new IllegalMonitorStateException("Lock " + slot.describe()
                    + " is not reentrant, and this thread has locked it already; unlock it first");
        }
    }

    /** Looks before it writes: most of those that were woken come too late. */
    private Outcome<Hold> take(Wait wait) {
        Row holder = slot.find(Fetch.METADATA);
        return holder == null
                ? slot.store().transact(wait, this::takeIfAbsent)
                : Outcome.retryAfter(slot.until(holder.expireTime()));
    }

    /** Nothing but the time at which the own row was stored tells it from another's. */
    private Outcome<Hold> takeIfAbsent() {
        boolean taken = slot.put(slot.pickle(null), Expiry.after(lease), Condition.ifAbsent());
        Row row = slot.find(Fetch.METADATA);
        if (row == null) {
            // a moment ago there was one, but its lease has ended: that of another, or its own if this process stood
            // still
            return Outcome.retryAfter(slot.until(slot.now()));
        }
        return taken
                ? Outcome.got(new Hold(row.storeTime(), Thread.currentThread()))
                : Outcome.retryAfter(slot.until(row.expireTime()));
    }

    private boolean hold(@Nullable Hold hold) {
        if (hold == null) {
            return false;
        }
        own.set(hold);
        slot.keeper().keep(hold, lease, wait -> hold.thread.isAlive() && extend(hold, wait));
        return true;
    }

    private boolean extend(Hold hold, Wait wait) {
        Store store = slot.store();
        return store.touch(slot.key(), Expiry.after(lease), Condition.ifStoredAt(hold.storeTime), wait);
    }

    /** That a thread has the lock. */
    private static final class Hold {

        private final double storeTime;
        private final Thread thread;

        Hold(double storeTime, Thread thread) {
            this.storeTime = storeTime;
            this.thread = thread;
        }
    }
}
