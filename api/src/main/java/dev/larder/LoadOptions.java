package dev.larder;

import dev.larder.storage.Expiry;
import dev.larder.storage.Scalar;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Cache#get(Object, Function, LoadOptions)} and memoized functions load values and keep them. Immutable;
 * combine them as in
 * {@code LoadOptions.storing(expireAfter(Duration.ofMinutes(5))).cacheAbsent(Duration.ofSeconds(10))}.
 *
 * <p><b>Refreshing.</b> {@link #recomputeEarly}, {@link #refreshAhead} and {@link #staleWhileRevalidate} load a value
 * anew while callers still get the old one. The executor they are given runs the loader, in one process at a time; a
 * refresh that fails, or that the executor rejects, is logged and keeps the old value. They look at entries that expire
 * only.
 *
 * <p><b>Stale times.</b> With {@link #staleWhileRevalidate} or {@link #staleIfError} an entry is stored with an expiry
 * that is later by that time, or by the longer of the two: everything else, programs in Python too, sees it until then.
 * Loading with these options takes it for stale in the last part of its life.
 *
 * @param <V> supertype of the values
 */
public final class LoadOptions<V> {

    /** How long others wait for a loader whose process was killed, if not said otherwise. */
    static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    private static final Duration LEAST_LEASE = Duration.ofMillis(100);

    private final @Nullable WriteOptions fixed;
    private final Function<? super V, WriteOptions> storing;
    private final Extras extras;

    /** What is said beside what to store; changed only while it is made. */
    private static final class Extras {

        private @Nullable Duration absent;
        private @Nullable Duration failures;
        private Duration lease = DEFAULT_LEASE;
        private @Nullable Early early;
        private @Nullable Ahead ahead;
        private @Nullable Revalidation revalidation;
        private Duration staleIfError = Duration.ZERO;

        Extras copy() {
            Extras copy = new Extras();
            copy.absent = absent;
            copy.failures = failures;
            copy.lease = lease;
            copy.early = early;
            copy.ahead = ahead;
            copy.revalidation = revalidation;
            copy.staleIfError = staleIfError;
            return copy;
        }
    }

    /** See {@link LoadOptions#recomputeEarly(double, Executor, RandomGenerator)}; no generator is the thread's own. */
    record Early(double beta, Executor executor, @Nullable RandomGenerator random) {

        /** A random number above 0 and up to 1. */
        double chance() {
            return 1 - (random == null ? ThreadLocalRandom.current() : random).nextDouble();
        }
    }

    /** See {@link LoadOptions#refreshAhead}. */
    record Ahead(double fraction, Executor executor) {}

    /** See {@link LoadOptions#staleWhileRevalidate}. */
    record Revalidation(Duration stale, Executor executor) {}

    private LoadOptions(@Nullable WriteOptions fixed, Function<? super V, WriteOptions> storing, Extras extras) {
        this.fixed = fixed;
        this.storing = storing;
        this.extras = extras;
    }

    private LoadOptions<V> with(Consumer<Extras> change) {
        Extras changed = extras.copy();
        change.accept(changed);
        return new LoadOptions<>(fixed, storing, changed);
    }

    /** Loaded values get this expiry and tag. A time to live of zero means that they are returned, but not stored. */
    public static LoadOptions<Object> storing(WriteOptions options) {
        Objects.requireNonNull(options, "options");
        return new LoadOptions<>(options, value -> options, new Extras());
    }

    /**
     * Loaded values get the expiry and tag that {@code options} says for them; otherwise as
     * {@link #storing(WriteOptions)}. What the function throws counts as thrown by the loader.
     */
    public static <V> LoadOptions<V> storing(Function<? super V, WriteOptions> options) {
        return new LoadOptions<>(null, Objects.requireNonNull(options, "options"), new Extras());
    }

    /**
     * Keeps for this long that there is no value, when a loader returns null: lookups within that time return null
     * without loading. Stored as Python's None, with the tag of values if that does not depend on them.
     *
     * @throws IllegalArgumentException if {@code timeToLive} is not positive
     */
    public LoadOptions<V> cacheAbsent(Duration timeToLive) {
        requirePositive("To keep that a value is absent", timeToLive);
        return with(changed -> changed.absent = timeToLive);
    }

    /**
     * Keeps for this long that a loader has failed: lookups of the absent key with a loader, in every process, throw a
     * {@link dev.larder.storage.LoadException} within that time without loading. A value that is stored meanwhile is
     * returned. Failed refreshes are not kept.
     *
     * @throws IllegalArgumentException if {@code timeToLive} is not positive
     */
    public LoadOptions<V> cacheFailures(Duration timeToLive) {
        requirePositive("To keep that a loader failed", timeToLive);
        return with(changed -> changed.failures = timeToLive);
    }

    /**
     * How long other processes wait for a loader before they take it for dead: 30 seconds if not said. While a loader
     * runs the time is extended, so it need not be as long as loading takes.
     *
     * @throws IllegalArgumentException if {@code length} is less than 100 ms
     */
    public LoadOptions<V> lease(Duration length) {
        if (length.compareTo(LEAST_LEASE) < 0) {
            throw new IllegalArgumentException(
                    "A lease of " + length + " is too short to be extended in time; give it 100 ms or more");
        }
        return with(changed -> changed.lease = length);
    }

    /** As {@link #recomputeEarly(double, Executor, RandomGenerator)}, with a generator of Larder's. */
    public LoadOptions<V> recomputeEarly(double beta, Executor executor) {
        return early(new Early(requireBeta(beta), Objects.requireNonNull(executor, "executor"), null));
    }

    /**
     * Refreshes before the expiry, at a random time that is the earlier the longer loading takes, so that processes
     * that do not know of each other seldom do so together: when {@code -took * beta * ln(random)} is at least the time
     * that is left, where {@code took} is what the last load took. This is what DiskCache's {@code memoize_stampede}
     * does, after Vattani, Chierichetti and Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015,
     * who show that {@code beta} = 1 is optimal for exponentially distributed times. A hit costs one more lookup.
     *
     * <p>Only values that were loaded with this option are refreshed: for others the time is not known.
     *
     * @param beta above 1 refreshes earlier, below 1 later
     * @param executor runs the loader
     * @param random gives numbers from 0 to 1; used by several threads
     * @throws IllegalArgumentException if {@code beta} is not positive and finite, or if values do not expire
     */
    public LoadOptions<V> recomputeEarly(double beta, Executor executor, RandomGenerator random) {
        return early(new Early(
                requireBeta(beta),
                Objects.requireNonNull(executor, "executor"),
                Objects.requireNonNull(random, "random")));
    }

    private LoadOptions<V> early(Early early) {
        requireExpiry("Recomputing early");
        return with(changed -> changed.early = early);
    }

    private static double requireBeta(double beta) {
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("The factor beta is positive and finite, not " + beta
                    + "; 1 is the best for most, more refreshes earlier");
        }
        return beta;
    }

    /**
     * Refreshes on a hit when less than this fraction of the time to live is left.
     *
     * @param fraction between 0 and 1
     * @param executor runs the loader
     * @throws IllegalArgumentException if {@code fraction} is not between 0 and 1, or if values do not expire
     */
    public LoadOptions<V> refreshAhead(double fraction, Executor executor) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("The fraction of the time to live in which values are refreshed is"
                    + " between 0 and 1, not " + fraction);
        }
        requireExpiry("Refreshing ahead");
        return with(changed -> changed.ahead = new Ahead(fraction, Objects.requireNonNull(executor, "executor")));
    }

    /**
     * For this long after the time to live has ended, lookups return the old value and refresh it.
     *
     * @param executor runs the loader
     * @throws IllegalArgumentException if {@code stale} is not positive, or if values do not expire
     */
    public LoadOptions<V> staleWhileRevalidate(Duration stale, Executor executor) {
        requirePositive("To return stale values while refreshing", stale);
        requireExpiry("Returning stale values");
        return with(changed ->
                changed.revalidation = new Revalidation(stale, Objects.requireNonNull(executor, "executor")));
    }

    /**
     * For this long after the time to live has ended, lookups load, but return the old value if that fails. The failure
     * is logged.
     *
     * @throws IllegalArgumentException if {@code stale} is not positive, or if values do not expire
     */
    public LoadOptions<V> staleIfError(Duration stale) {
        requirePositive("To return stale values when loading fails", stale);
        requireExpiry("Returning stale values");
        return with(changed -> changed.staleIfError = stale);
    }

    private static void requirePositive(String what, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(what + " takes a positive time, not " + time);
        }
    }

    private void requireExpiry(String what) {
        if (fixed != null && fixed.expiry() == Expiry.never()) {
            throw new IllegalArgumentException(
                    what + " needs values that expire; say how with LoadOptions.storing(expireAfter(…))");
        }
    }

    // ---- what it means

    /** What to store a value with, or null if it is not to be stored. */
    @Nullable
    WriteOptions forValue(V value) {
        return lastingLonger(Objects.requireNonNull(storing.apply(value), "what to store a value with"));
    }

    /**
     * What to store with that there is no value, or null if that is not to be stored.
     *
     * @param isResult whether that is a result as others
     */
    @Nullable
    WriteOptions forAbsent(boolean isResult) {
        Duration absent = extras.absent;
        if (absent == null) {
            return isResult && fixed != null ? lastingLonger(fixed) : null;
        }
        Scalar tag = fixed == null ? null : fixed.tagScalar();
        return lastingLonger(WriteOptions.of(Expiry.after(absent), tag));
    }

    private @Nullable WriteOptions lastingLonger(WriteOptions options) {
        Expiry expiry = options.expiry();
        Duration stale = stale();
        if (expiry instanceof Expiry.After after) {
            return after.timeToLive().isZero()
                    ? null
                    : WriteOptions.of(Expiry.after(after.timeToLive().plus(stale)), options.tagScalar());
        }
        return expiry instanceof Expiry.At at
                ? WriteOptions.of(Expiry.at(at.instant().plus(stale)), options.tagScalar())
                : options;
    }

    /** How long entries are stale at the end of their lives. */
    Duration stale() {
        Duration revalidated = extras.revalidation == null ? Duration.ZERO : extras.revalidation.stale;
        return revalidated.compareTo(extras.staleIfError) > 0 ? revalidated : extras.staleIfError;
    }

    /** Whether a hit has to be looked at closer than whether it is there. */
    boolean looksAtAge() {
        return extras.early != null || extras.ahead != null || !stale().isZero();
    }

    Duration lease() {
        return extras.lease;
    }

    @Nullable
    Duration failures() {
        return extras.failures;
    }

    @Nullable
    Early early() {
        return extras.early;
    }

    @Nullable
    Ahead ahead() {
        return extras.ahead;
    }

    @Nullable
    Revalidation revalidation() {
        return extras.revalidation;
    }
}
