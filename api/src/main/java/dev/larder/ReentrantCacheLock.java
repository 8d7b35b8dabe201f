package dev.larder;

import dev.larder.internal.Attempt.Outcome;
import dev.larder.internal.Holders;
import dev.larder.internal.Slot;
import dev.larder.internal.Turns;
import dev.larder.internal.pickle.Tuple;
import dev.larder.storage.Condition;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Row;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A lock between threads and processes that its holder may take several times, as DiskCache's {@code RLock}: it is free
 * when it has been unlocked as often as it was locked. The holder is a thread; which objects it uses does not matter.
 *
 * <p>A holder has a lease, of 30 seconds if not said otherwise, which is extended as long as the process runs, the
 * cache is open and the thread is alive. When a process is killed, the lease ends and others go on. So a holder can
 * <em>lose</em> the lock, if its process stood still for longer than the lease (suspended, or the store could not be
 * written). {@link #unlock()} tells, and {@link #isHeldByCurrentThread()} can be asked before a step that must not
 * happen twice.
 *
 * <p>Every method throws a {@link SerializationException} if the key holds something else than such a lock.
 */
public final class ReentrantCacheLock implements Lock {

    private final Slot slot;
    private final Duration lease;
    private final Turns turns;

    private ReentrantCacheLock(Slot slot, Duration lease) {
        this.slot = slot;
        this.lease = Slot.requireLease(lease);
        this.turns = new Turns(slot);
    }

    /** The lock under a key, with a lease of 30 seconds. */
    public static <K> ReentrantCacheLock in(Cache<K, ?> cache, K key) {
        return in(cache, key, Slot.DEFAULT_LEASE);
    }

    /**
     * The lock under a key.
     *
     * @param lease how long others wait after the holder was killed; at least 100 ms
     * @throws IllegalArgumentException if {@code lease} is shorter
     */
    public static <K> ReentrantCacheLock in(Cache<K, ?> cache, K key, Duration lease) {
        return new ReentrantCacheLock(Slot.of(cache, key), lease);
    }

    /** Waits until the lock is free or this thread's and takes it. An interrupt does not end the wait and is kept. */
    @Override
    public void lock() {
        if (!takeAgain(Wait.FOREVER)) {
            turns.awaitUninterruptibly(this::take);
        }
    }

    /** Waits until the lock is free or this thread's and takes it, unless the thread is interrupted. */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!takeAgain(Wait.FOREVER)) {
            turns.await(this::take);
        }
    }

    /**
     * Takes the lock if it is free or this thread's; false if it is not, or if the store was busy for longer than the
     * cache's timeout.
     */
    @Override
    public boolean tryLock() {
        return turns.tryOnce(this::take) != null;
    }

    /**
     * Takes the lock if it is this thread's or becomes free within this time, which is kept to also when the store is
     * busy.
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Wait wait = new Wait(Math.max(0, unit.toNanos(time)));
        return takeAgain(wait) || turns.await(this::take, wait) != null;
    }

    /**
     * Undoes one locking; waits for the store as long as it takes.
     *
     * @throws IllegalMonitorStateException if this thread does not hold it, also if it has lost it, in which case it
     *     may have been somebody else's meanwhile; nothing changes
     */
    @Override
    public void unlock() {
        String owner = Holders.thread();
        long left = slot.store().transact(Wait.FOREVER, () -> {
            State state = state(slot.value());
            if (!state.isHeldBy(owner)) {
                throw new IllegalMonitorStateException("Lock " + slot.describe() + " is not held by this thread: it "
                        + "has not locked it, or has lost it because its lease of " + lease
                        + " ended; what it protects may have changed");
            }
            store(new State(owner, state.count - 1));
            return state.count - 1;
        });
        if (left == 0) {
            slot.keeper().drop(new Lease(slot.store(), slot.key(), owner));
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

    /** Whether this thread holds it; asks the store. */
    public boolean isHeldByCurrentThread() {
        return holdCount() > 0;
    }

    /** How often this thread has locked and not unlocked it; 0 if it does not hold it. Asks the store. */
    public long holdCount() {
        State state = state(slot.value());
        return state.isHeldBy(Holders.thread()) ? state.count : 0;
    }

    /** Whether anybody holds it; asks the store. */
    public boolean isLocked() {
        return state(slot.value()).count > 0;
    }

    /** Takes it once more if this thread holds it: it must not line up behind those that wait for it. */
    private boolean takeAgain(Wait wait) {
        try {
            return isHeldByCurrentThread() && take(wait).result() != null;
        } catch (LarderTimeoutException e) {
            return false;
        }
    }

    /** Looks before it writes: most of those that were woken come too late. */
    private Outcome<String> take(Wait wait) {
        String owner = Holders.thread();
        Outcome<String> outcome = look(owner);
        if (outcome.result() == null) {
            return outcome;
        }
        Outcome<String> taken = slot.store().transact(wait, () -> {
            Outcome<String> again = look(owner);
            if (again.result() != null) {
                store(new State(owner, state(slot.value()).heldBy(owner) + 1));
            }
            return again;
        });
        if (taken.result() != null) {
            Thread thread = Thread.currentThread();
            slot.keeper()
                    .keep(
                            new Lease(slot.store(), slot.key(), owner),
                            lease,
                            extension -> thread.isAlive() && extend(owner, extension));
        }
        return taken;
    }

    /** Whether the owner can have it now. */
    private Outcome<String> look(String owner) {
        Row row = slot.find(Fetch.VALUE);
        State state = state(row == null ? null : row.value());
        return row == null || state.count == 0 || state.isHeldBy(owner)
                ? Outcome.got(owner)
                : Outcome.retryAfter(slot.until(row.expireTime()));
    }

    private boolean extend(String owner, Wait wait) {
        return slot.store().transact(wait, () -> state(slot.value()).isHeldBy(owner) && touch());
    }

    private boolean touch() {
        return slot.store().touch(slot.key(), Expiry.after(lease), Condition.always(), Wait.FOREVER);
    }

    private void store(State state) {
        slot.put(
                slot.pickle(Tuple.of(state.owner, state.count)),
                state.count == 0 ? Expiry.never() : Expiry.after(lease));
    }

    private State state(@Nullable Encoded value) {
        List<@Nullable Object> items = slot.tuple(value, 2);
        if (items == null) {
            return new State("", 0);
        }
        if (items.get(0) instanceof String owner && items.get(1) instanceof Long count) {
            return new State(owner, count);
        }
        throw slot.unexpected(null);
    }

    /** What the row says. A lock that was released keeps its last owner. */
    private record State(String owner, long count) {

        boolean isHeldBy(String who) {
            return heldBy(who) > 0;
        }

        long heldBy(String who) {
            return owner.equals(who) ? count : 0;
        }
    }

    /** What is extended: the same for all objects by which a thread has locked. */
    private record Lease(Store store, Key key, String owner) {}
}
