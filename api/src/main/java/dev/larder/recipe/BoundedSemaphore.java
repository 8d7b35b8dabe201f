package dev.larder.recipe;

import dev.larder.Cache;
import dev.larder.internal.Attempt.Outcome;
import dev.larder.internal.Holders;
import dev.larder.internal.Slot;
import dev.larder.internal.Turns;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Expiry;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits for threads and processes, as DiskCache's {@code BoundedSemaphore}: the key holds how many are
 * left, and is absent while nobody has taken one.
 *
 * <p>A permit has a lease, of 30 seconds if not said otherwise, which is extended as long as the process runs and the
 * cache is open, until the permit is closed, by whatever thread. When a process is killed, the leases of its permits
 * end, and whoever finds none left returns them first. A permit that a killed Python process held does not return.
 *
 * <p>Every method throws a {@link SerializationException} if the key holds something else than a number.
 */
public final class BoundedSemaphore {

    private static final String KIND = "permit";

    private final Slot slot;
    private final int permits;
    private final Duration lease;
    private final LeaseName name;
    private final Turns turns;

    private BoundedSemaphore(Slot slot, int permits, Duration lease) {
        if (permits < 1) {
            throw new IllegalArgumentException("A semaphore has at least one permit, not " + permits);
        }
        this.slot = slot;
        this.permits = permits;
        this.lease = Slot.requireLease(lease);
        this.name = new LeaseName(KIND, slot.key());
        this.turns = new Turns(slot);
    }

    /** The semaphore under a key, with leases of 30 seconds; see {@link #in(Cache, Object, int, Duration)}. */
    public static <K> BoundedSemaphore in(Cache<K, ?> cache, K key, int permits) {
        return in(cache, key, permits, Slot.DEFAULT_LEASE);
    }

    /**
     * The semaphore under a key.
     *
     * @param permits how many there are in all, the same for all who use the key
     * @param lease how long it takes until a permit returns whose holder was killed; at least 100 ms
     * @throws IllegalArgumentException if {@code permits} is less than 1 or {@code lease} shorter
     */
    public static <K> BoundedSemaphore in(Cache<K, ?> cache, K key, int permits, Duration lease) {
        return new BoundedSemaphore(Slot.of(cache, key), permits, lease);
    }

    /** Waits until a permit is left and takes it, unless the thread is interrupted. */
    public Permit acquire() throws InterruptedException {
        return turns.await(this::take);
    }

    /** Waits until a permit is left and takes it. An interrupt does not end the wait and is kept. */
    public Permit acquireUninterruptibly() {
        return turns.awaitUninterruptibly(this::take);
    }

    /** Takes a permit if one is left; nothing if not, or if the store was busy for longer than the cache's timeout. */
    public Optional<Permit> tryAcquire() {
        return Optional.ofNullable(turns.tryOnce(this::take));
    }

    /**
     * Takes a permit if one is left within this time, which is kept to also when the store is busy.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    public Optional<Permit> tryAcquire(Duration timeout) throws InterruptedException {
        return Optional.ofNullable(turns.await(this::take, Wait.upTo(timeout)));
    }

    /** How many permits are left; those of killed holders are not, until somebody needs them. */
    public long availablePermits() {
        return left(slot.value());
    }

    /** Looks before it writes: most of those that were woken come too late. */
    private Outcome<Permit> take(Wait wait) {
        Outcome<Permit> nothing = nothingLeft();
        if (nothing != null) {
            return nothing;
        }
        String owner = Holders.fresh();
        boolean taken = slot.store().transact(wait, () -> takeOne(owner));
        if (!taken) {
            return Outcome.retryAfter(new Wait(0));
        }
        Permit permit = new Permit(this, owner);
        slot.keeper().keep(permit, lease, extension -> slot.store().extendLease(name, owner, lease, extension));
        return Outcome.got(permit);
    }

    /** When to try again, or null if now is the time. */
    private @Nullable Outcome<Permit> nothingLeft() {
        if (left(slot.value()) > 0) {
            return null;
        }
        List<Lease> leases = slot.store().leases(name);
        if (leases.stream().anyMatch(lease -> !lease.live())) {
            return null;
        }
        return leases.stream().mapToDouble(Lease::endTime).min().stream()
                .mapToObj(slot::until)
                .findFirst()
                .map(Outcome::<Permit>retryAfter)
                .orElseGet(() -> Outcome.retryAfter(Wait.FOREVER));
    }

    private boolean takeOne(String owner) {
        long left = left(slot.value());
        if (left <= 0) {
            left = Math.min(permits, left + returnEnded());
        }
        if (left <= 0) {
            return false;
        }
        put(left - 1);
        return slot.store().acquireLease(name, owner, lease, null, Integer.MAX_VALUE, slot.operationWait());
    }

    /** Takes away the leases that have ended; returns how many. */
    private long returnEnded() {
        return slot.store().leases(name).stream()
                .filter(lease -> !lease.live())
                .filter(lease -> slot.store().releaseLease(name, lease.owner(), slot.operationWait()))
                .count();
    }

    boolean isHeld(Permit permit) {
        return slot.store().leases(name).stream()
                .anyMatch(lease -> lease.live() && lease.owner().equals(permit.owner()));
    }

    /** Returns a permit. */
    void release(Permit permit) {
        slot.keeper().drop(permit);
        boolean returned = slot.store().transact(Wait.FOREVER, () -> {
            boolean held = slot.store().releaseLease(name, permit.owner(), Wait.FOREVER);
            Encoded value = slot.value();
            // absent: the key was removed, and all permits are free
            if (held && value != null) {
                put(requireTaken(left(value)) + 1);
            }
            return held;
        });
        if (!returned) {
            throw new IllegalStateException("A permit of semaphore " + slot.describe() + " was lost before it was "
                    + "returned: its lease of " + lease + " ended; there may have been one holder too many meanwhile");
        }
    }

    private long requireTaken(long left) {
        if (left >= permits) {
            throw new IllegalStateException("Semaphore " + slot.describe() + " has " + left + " of " + permits
                    + " permits left, so none can be returned; somebody returned more than was taken, or uses the key"
                    + " with another number of permits");
        }
        return left;
    }

    private long left(@Nullable Encoded value) {
        if (value == null) {
            return permits;
        }
        if (value.encoding() == Encoding.NATIVE && value.scalar() instanceof Scalar.Int64 number) {
            return number.value();
        }
        throw slot.unexpected(null);
    }

    private void put(long left) {
        slot.put(Encoded.natively(Scalar.of(left)), Expiry.never());
    }
}
