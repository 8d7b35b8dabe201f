package dev.larder.recipe;

import dev.larder.Cache;
import dev.larder.internal.Attempt.Outcome;
import dev.larder.internal.Slot;
import dev.larder.internal.Turns;
import dev.larder.internal.pickle.Tuple;
import dev.larder.storage.Expiry;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A limit to how often something happens, for threads and processes together, as DiskCache's {@code throttle}: so many
 * times in so much time, spread evenly after as many at once. The key holds when it last happened and how many times
 * were left then; while it is absent, all are.
 *
 * <p>The time is the cache's clock. If that is set back, what is left is kept and the waiting begins anew.
 *
 * <p>Every method throws a {@link SerializationException} if the key holds something else than such a limit.
 */
public final class Throttle {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Slot slot;
    private final double count;
    private final double perSecond;
    private final Turns turns;

    private Throttle(Slot slot, long count, Duration time) {
        if (count < 1) {
            throw new IllegalArgumentException("It must be allowed at least once, not " + count
                    + " times; for less than once in " + time + " use a longer time");
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("A limit is for a time that passes, not for " + time);
        }
        this.slot = slot;
        this.count = (double) count;
        this.perSecond = this.count / (time.getSeconds() + time.getNano() / NANOS_PER_SECOND);
        this.turns = new Turns(slot);
    }

    /**
     * The limit under a key.
     *
     * @param count how many times
     * @param time in how much time
     * @throws IllegalArgumentException if {@code count} is less than 1 or {@code time} is not positive
     */
    public static <K> Throttle in(Cache<K, ?> cache, K key, long count, Duration time) {
        return new Throttle(Slot.of(cache, key), count, time);
    }

    /** Waits until it is allowed once, unless the thread is interrupted. */
    public void acquire() throws InterruptedException {
        turns.await(this::take);
    }

    /** Waits until it is allowed once. An interrupt does not end the wait and is kept. */
    public void acquireUninterruptibly() {
        turns.awaitUninterruptibly(this::take);
    }

    /** Whether it is allowed once now; false also if the store was busy for longer than the cache's timeout. */
    public boolean tryAcquire() {
        return turns.tryOnce(this::take) != null;
    }

    /**
     * Waits until it is allowed once, but no longer than this, also when the store is busy; returns whether it is.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    public boolean tryAcquire(Duration timeout) throws InterruptedException {
        return turns.await(this::take, Wait.upTo(timeout)) != null;
    }

    /** The same work, begun when it is allowed; an interrupt does not end the wait and is kept. */
    public Runnable wrap(Runnable work) {
        Objects.requireNonNull(work, "work");
        return () -> {
            acquireUninterruptibly();
            work.run();
        };
    }

    /** The same work, begun when it is allowed, unless the thread is interrupted before. */
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> work) {
        Objects.requireNonNull(work, "work");
        return () -> {
            acquire();
            return work.call();
        };
    }

    /** The same function, called when it is allowed; an interrupt does not end the wait and is kept. */
    public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrap(Function<T, R> function) {
        Objects.requireNonNull(function, "function");
        return argument -> {
            acquireUninterruptibly();
            return function.apply(argument);
        };
    }

    /** Looks before it writes. */
    private Outcome<Tally> take(Wait wait) {
        double now = slot.now();
        Tally tally = tally(now);
        return left(tally, now) < 1 && tally.last <= now
                ? later(left(tally, now))
                : slot.store().transact(wait, this::takeOne);
    }

    private Outcome<Tally> takeOne() {
        double now = slot.now();
        Tally tally = tally(now);
        double left = left(tally, now);
        if (left >= 1) {
            return Outcome.got(put(new Tally(now, left - 1)));
        }
        if (tally.last > now) {
            put(new Tally(now, left)); // the clock was set back
        }
        return later(left);
    }

    private Outcome<Tally> later(double left) {
        return Outcome.retryAfter(new Wait((long) Math.ceil((1 - left) / perSecond * NANOS_PER_SECOND)));
    }

    private double left(Tally tally, double now) {
        return Math.min(count, tally.left + Math.max(0, now - tally.last) * perSecond);
    }

    private Tally put(Tally tally) {
        slot.put(slot.pickle(Tuple.of(tally.last, tally.left)), Expiry.never());
        return tally;
    }

    private Tally tally(double now) {
        List<@Nullable Object> items = slot.tuple(slot.value(), 2);
        if (items == null) {
            return new Tally(now, count);
        }
        if (items.get(0) instanceof Number last && items.get(1) instanceof Number left) {
            return new Tally(last.doubleValue(), left.doubleValue());
        }
        throw slot.unexpected(null);
    }

    /**
     * What the row says.
     *
     * @param last when it last happened, in seconds since 1970
     * @param left how many times were left after that
     */
    private record Tally(double last, double left) {}
}
