package dev.larder.spring.boot;

import dev.larder.storage.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties that begin with {@code larder}. Others than these are refused.
 *
 * @param directory Directory in which the collections live; made if it does not exist.
 * @param storage Where the collections live.
 * @param durability What an acknowledged write in a directory survives; a database has settings of its own.
 * @param allowNetworkFileSystem Whether to open a directory on a network file system, where locks often do not work.
 * @param slowOperationThreshold From when on an operation is slow. Slow ones are observed, or logged without
 *     observations.
 * @param onlyNamedCaches Whether the cache manager knows no caches but those under larder.caches.
 * @param defaultCache What holds for caches that do not say otherwise, and for those that are not named.
 * @param caches Caches by name.
 * @param deques Deques by name, each a bean with the name as its qualifier.
 * @param indexes Indexes by name, each a bean with the name as its qualifier.
 * @param queues Work queues by name, each a bean with the name as its qualifier.
 * @param locks Names of locks, each a bean with the name as its qualifier.
 * @param counters Names of counters, each a bean with the name as its qualifier.
 * @param endpoint The actuator endpoint.
 * @param listener Listeners of work queues.
 */
@ConfigurationProperties(prefix = LarderProperties.PREFIX, ignoreUnknownFields = false)
public record LarderProperties(
        @Nullable Path directory,
        @DefaultValue("directory") StorageKind storage,
        @DefaultValue("normal") Durability durability,
        @DefaultValue("false") boolean allowNetworkFileSystem,
        @Nullable Duration slowOperationThreshold,
        @DefaultValue("false") boolean onlyNamedCaches,
        @NestedConfigurationProperty @DefaultValue CacheProperties defaultCache,
        @DefaultValue Map<String, CacheProperties> caches,
        @DefaultValue Map<String, DequeProperties> deques,
        @DefaultValue Map<String, IndexProperties> indexes,
        @DefaultValue Map<String, QueueProperties> queues,
        @DefaultValue List<String> locks,
        @DefaultValue List<String> counters,
        @DefaultValue Endpoint endpoint,
        @DefaultValue Listener listener) {

    static final String PREFIX = "larder";

    /** Where collections live. */
    public enum StorageKind {
        /** In a directory of their own. */
        DIRECTORY,
        /** In tables in the database of the application's DataSource: PostgreSQL, H2 or SQLite. Needs larder-jooq. */
        DATA_SOURCE
    }

    /**
     * The actuator endpoint.
     *
     * @param writes Whether the endpoint clears caches and evicts by tag when it is asked to.
     */
    public record Endpoint(@DefaultValue("false") boolean writes) {}

    /**
     * Listeners of work queues.
     *
     * @param stopTimeout How long to wait for work that has begun when the application stops.
     */
    public record Listener(@DefaultValue("30s") Duration stopTimeout) {

        /** @throws BadLarderPropertyException if the timeout is negative */
        public Listener {
            if (stopTimeout.isNegative()) {
                throw new BadLarderPropertyException(
                        "larder.listener.stop-timeout",
                        "nobody can wait for " + stopTimeout,
                        "Set it to 0 or more; 0s does not wait.",
                        null);
            }
        }
    }
}
