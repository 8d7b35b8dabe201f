package dev.larder;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * What a cache does when its storage fails for the moment. Those are two failures and no others:
 * {@link dev.larder.storage.StoreUnavailableException} (a server that cannot be reached or does not answer) and
 * {@link dev.larder.storage.LarderTimeoutException} (others held the store for longer than the timeout). All else is
 * thrown whatever the policy: a damaged or a full store, a value that cannot be decoded, a bad argument.
 *
 * <p>{@link #FAIL} throws. With {@link #MISS} a program goes on without its cache: {@code get}, {@code getAll},
 * {@code entry}, {@code read} and {@code contains} find nothing, {@code get} with a loader loads for each caller and
 * keeps nothing, memoized functions are called, and {@code set}, {@code write}, {@code add}, {@code replace},
 * {@code compareAndSet}, {@code setAll}, {@code touch}, {@code incrementIfPresent}, {@code pop}, {@code popEntry},
 * {@code delete}, {@code deleteAll} and {@link MemoizedFunction#forget} do nothing and say so where their result can.
 * Each of these is {@linkplain Stats#failed() counted}, and logged as a warning now and then.
 *
 * <p>A write that was dropped leaves what was there before, to be read when the storage is back: what must not be read
 * then needs an expiry, or a cache that throws.
 *
 * <p>What has a result that cannot tell, and what is not for a cache alone, throws always: {@code increment}, the queue
 * methods, listings, {@code asMap()}, sums, removal by tag or prefix, settings, checks, and whatever is done inside a
 * transaction. So does opening the cache.
 *
 * <p>Immutable.
 */
public final class FailurePolicy implements Serializable {

    /** Throws what the storage has thrown. */
    public static final FailurePolicy FAIL = new FailurePolicy(false, Duration.ZERO);

    /** Takes the cache for empty: reads find nothing, and writes are dropped. */
    public static final FailurePolicy MISS = new FailurePolicy(true, Duration.ZERO);

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean isMiss;
    private final Duration retrying;

    private FailurePolicy(boolean isMiss, Duration retrying) {
        this.isMiss = isMiss;
        this.retrying = retrying;
    }

    /**
     * The same after an operation that failed was tried again for so long, with pauses that grow to a quarter of a
     * second. An attempt that has begun is not cut short.
     *
     * <p>After a timeout nothing has been done, and every operation named above is tried again but {@code write}, whose
     * stream has been read. When the storage was unavailable, a write may have been done all the same: then only those
     * are tried again that may be done twice, which are all but {@code add}, {@code replace}, {@code compareAndSet},
     * {@code incrementIfPresent}, {@code pop} and {@code popEntry}.
     *
     * @throws IllegalArgumentException if {@code bound} is negative
     */
    public FailurePolicy afterRetrying(Duration bound) {
        if (bound.isNegative()) {
            throw new IllegalArgumentException("Nothing can be tried again for " + bound + "; use zero to try once");
        }
        return new FailurePolicy(isMiss, bound);
    }

    boolean isMiss() {
        return isMiss;
    }

    Duration retrying() {
        return retrying;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FailurePolicy policy && policy.isMiss == isMiss && policy.retrying.equals(retrying);
    }

    @Override
    public int hashCode() {
        return Objects.hash(isMiss, retrying);
    }

    /** What it does, for messages. */
    @Override
    public String toString() {
        return (isMiss ? "MISS" : "FAIL") + (retrying.isZero() ? "" : " after retrying for " + retrying);
    }
}
