package dev.larder.spring.boot;

import dev.larder.storage.EvictionPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A cache. What is not said is as larder.default-cache has it, and what that does not say as Larder has it.
 *
 * @param codec How values are written; json if there is a type, otherwise exact.
 * @param type Type of the values for JSON: a class, or one with type arguments as in
 *     java.util.List&lt;com.example.Book&gt;.
 * @param classes Classes that may be written by the exact codec beside those of the JDK that it knows.
 * @param timeToLive How long entries live that have no time to live of their own.
 * @param sizeLimit Volume from which on entries are culled.
 * @param evictionPolicy Which entries go first when the size limit is reached.
 * @param statistics Whether to count hits and misses; on if not said.
 * @param tagIndex Whether to index tags, which makes eviction by tag fast.
 * @param shards Among how many stores the keys are divided; one store without shards if not said.
 * @param timeout How long to wait for other writers before reads find nothing and writes are dropped; for ever if not
 *     said.
 * @param onFailure What to do when the storage fails for the moment; a cache of shards always goes on without itself.
 * @param nullValues Whether null is kept as a value; yes if not said.
 * @param keyPrefix What the form of every key begins with.
 * @param versioned Whether keys have a version, so that all entries can be given up at once.
 * @param afterCommit Whether puts and evictions wait for the transaction's commit; with larder.storage=data-source they
 *     do if not said.
 */
public record CacheProperties(
        @Nullable CodecKind codec,
        @Nullable String type,
        @Nullable List<Class<?>> classes,
        @Nullable Duration timeToLive,
        @Nullable DataSize sizeLimit,
        @Nullable EvictionPolicy evictionPolicy,
        @Nullable Boolean statistics,
        @Nullable Boolean tagIndex,
        @Nullable Integer shards,
        @Nullable Duration timeout,
        @Nullable OnFailure onFailure,
        @Nullable Boolean nullValues,
        @Nullable String keyPrefix,
        @Nullable Boolean versioned,
        @Nullable Boolean afterCommit) {

    /** Nothing but that writes wait for the transaction. */
    static final CacheProperties WAITING = new CacheProperties(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, true);

    /** What a cache does when its storage fails for the moment. */
    public enum OnFailure {
        /** Takes the cache for empty: reads find nothing, writes are dropped and counted. */
        MISS,
        /** Throws what the storage has thrown. */
        FAIL
    }

    /** What these say, and where they do not, what {@code others} say. */
    CacheProperties over(CacheProperties others) {
        boolean saysValues = codec != null || type != null || classes != null;
        CacheProperties values = saysValues ? this : others;
        return new CacheProperties(
                values.codec,
                values.type,
                values.classes,
                first(timeToLive, others.timeToLive),
                first(sizeLimit, others.sizeLimit),
                first(evictionPolicy, others.evictionPolicy),
                first(statistics, others.statistics),
                first(tagIndex, others.tagIndex),
                first(shards, others.shards),
                first(timeout, others.timeout),
                first(onFailure, others.onFailure),
                first(nullValues, others.nullValues),
                first(keyPrefix, others.keyPrefix),
                first(versioned, others.versioned),
                first(afterCommit, others.afterCommit));
    }

    private static <T> @Nullable T first(@Nullable T own, @Nullable T other) {
        return own == null ? other : own;
    }
}
