package dev.larder.spring;

import dev.larder.CacheBuilder;
import dev.larder.FailurePolicy;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.EvictionPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a cache of a {@link LarderCacheManager} behaves. Immutable; combine them as in
 * {@code LarderCacheOptions.defaults().timeToLive(Duration.ofMinutes(10)).values(Json.of(Book.class))}.
 */
public final class LarderCacheOptions {

    private static final LarderCacheOptions DEFAULTS = new LarderCacheOptions();

    private Codec<Object> values = ExactCodec.of();
    private boolean nullAllowed = true;
    private KeyForm keys = KeyForm.standard();
    private String keyPrefix = "";
    private boolean versioned;
    private WriteOptions writing = WriteOptions.none();
    private @Nullable Duration timeToLive;
    private @Nullable Integer shards;
    private @Nullable Duration timeout;
    private FailurePolicy failures = FailurePolicy.MISS;
    private boolean afterCommit;
    private UnaryOperator<CacheBuilder<String, Object>> building = UnaryOperator.identity();

    private LarderCacheOptions() {}

    /**
     * Entries that do not expire, of values of JDK classes ({@link #allowing}), null among them, in one store that has
     * Larder's defaults, and waits.
     */
    public static LarderCacheOptions defaults() {
        return DEFAULTS;
    }

    private LarderCacheOptions with(Consumer<LarderCacheOptions> change) {
        LarderCacheOptions changed = new LarderCacheOptions();
        changed.values = values;
        changed.nullAllowed = nullAllowed;
        changed.keys = keys;
        changed.keyPrefix = keyPrefix;
        changed.versioned = versioned;
        changed.writing = writing;
        changed.timeToLive = timeToLive;
        changed.shards = shards;
        changed.timeout = timeout;
        changed.failures = failures;
        changed.afterCommit = afterCommit;
        changed.building = building;
        change.accept(changed);
        return changed;
    }

    // ---- values

    /**
     * Objects of these classes too: {@code values(ExactCodec.of(classes))}. Without this, and without another
     * {@linkplain #values codec}, it is those of the JDK's that {@link ExactCodec} knows.
     */
    public LarderCacheOptions allowing(Class<?>... classes) {
        Codec<Object> exact = ExactCodec.of(classes);
        return with(changed -> changed.values = exact);
    }

    /** The codec of the values, for example {@code Json.of(Book.class)}. What it does not write is refused. */
    public LarderCacheOptions values(Codec<?> codec) {
        Codec<Object> checked = new CheckedValues<>(Objects.requireNonNull(codec, "codec"));
        return with(changed -> changed.values = checked);
    }

    /** Refuses null as a value, with an {@link IllegalArgumentException}. Otherwise it is kept as Python's None. */
    public LarderCacheOptions refuseNull() {
        return with(changed -> changed.nullAllowed = false);
    }

    // ---- keys

    /** What keys are in the store; {@link KeyForm#standard()} if not said. */
    public LarderCacheOptions keys(KeyForm form) {
        Objects.requireNonNull(form, "form");
        return with(changed -> changed.keys = form);
    }

    /**
     * What the form of every key begins with, for caches that share a store: each sees and clears its own entries only.
     * Tags, size limit and counts are those of the store.
     */
    public LarderCacheOptions keyPrefix(String prefix) {
        Objects.requireNonNull(prefix, "prefix");
        return with(changed -> changed.keyPrefix = prefix);
    }

    /**
     * Keys get a version, which {@link LarderCache#incrementVersion} counts up for all processes: from then on nobody
     * finds what was stored before. Each operation reads the version first.
     */
    public LarderCacheOptions versioned() {
        return with(changed -> changed.versioned = true);
    }

    // ---- entries and their store

    /**
     * How long entries live that are stored without a time to live of their own; for ever if not said.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public LarderCacheOptions timeToLive(Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException(
                    "A time to live is positive, not " + length + "; leave it out for entries that do not expire");
        }
        return with(changed -> {
            changed.timeToLive = length;
            changed.writing = WriteOptions.expireAfter(length);
        });
    }

    /**
     * The volume in bytes from which on entries are culled; see {@link dev.larder.DataSize}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public LarderCacheOptions sizeLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size limit is 0 bytes or more, not " + bytes);
        }
        return building(builder -> builder.sizeLimit(bytes));
    }

    /** Which entries go first when the size limit is reached. */
    public LarderCacheOptions evictionPolicy(EvictionPolicy policy) {
        return building(builder -> builder.evictionPolicy(policy));
    }

    /** Whether to count hits and misses. */
    public LarderCacheOptions statistics(boolean on) {
        return building(builder -> builder.statistics(on));
    }

    /** Whether to index tags. */
    public LarderCacheOptions tagIndex(boolean on) {
        return building(builder -> builder.tagIndex(on));
    }

    /** Whatever else a cache can be opened with. What it says of codecs and failures has no effect. */
    public LarderCacheOptions building(UnaryOperator<CacheBuilder<String, Object>> options) {
        Objects.requireNonNull(options, "options");
        UnaryOperator<CacheBuilder<String, Object>> before = building;
        return with(changed -> changed.building = builder -> options.apply(before.apply(builder)));
    }

    /**
     * Divides the keys among so many stores, so that writers seldom wait for each other: a
     * {@link dev.larder.FanoutCache}.
     *
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public LarderCacheOptions shards(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("A cache has one shard or more, not " + count);
        }
        return with(changed -> changed.shards = count);
    }

    // ---- waiting and failing

    /**
     * Waits no longer than this for other writers. Then reads find nothing, and writes and single evictions are
     * dropped, as long as failures are not {@linkplain #onFailure thrown}; {@code clear}, evictions by tag and counting
     * throw. If not said, all wait as long as it takes.
     *
     * @throws IllegalArgumentException if {@code bound} is negative
     */
    public LarderCacheOptions timeout(Duration bound) {
        if (bound.isNegative()) {
            throw new IllegalArgumentException("Nobody can wait for " + bound);
        }
        return with(changed -> changed.timeout = bound);
    }

    /**
     * What to do when the storage fails for the moment: {@link FailurePolicy#MISS} if not said, which goes on without
     * the cache. A cache of shards has a policy of its own and no other.
     */
    public LarderCacheOptions onFailure(FailurePolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return with(changed -> changed.failures = policy);
    }

    /**
     * Inside of a transaction of Spring's, {@code put}, {@code evict}, {@code clear} and evictions by tag are done when
     * it has been committed, and not at all if it is rolled back. All else is done at once. Needs {@code spring-tx}.
     */
    public LarderCacheOptions afterCommit() {
        return with(changed -> changed.afterCommit = true);
    }

    // ---- what it means

    Codec<Object> codec() {
        return nullAllowed ? new NullableValues(values) : values;
    }

    boolean isNullAllowed() {
        return nullAllowed;
    }

    KeyForm keyForm() {
        return keys;
    }

    String keyPrefix() {
        return keyPrefix;
    }

    boolean isVersioned() {
        return versioned;
    }

    WriteOptions writing() {
        return writing;
    }

    @Nullable
    Duration timeToLive() {
        return timeToLive;
    }

    @Nullable
    Integer shards() {
        return shards;
    }

    @Nullable
    Duration timeout() {
        return timeout;
    }

    boolean waitsForCommit() {
        return afterCommit;
    }

    CacheBuilder<String, Object> apply(CacheBuilder<String, Object> builder) {
        CacheBuilder<String, Object> told = building.apply(builder);
        return timeout == null ? told : told.timeout(timeout);
    }

    FailurePolicy failures() {
        return failures;
    }
}
