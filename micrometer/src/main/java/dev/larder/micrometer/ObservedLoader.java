package dev.larder.micrometer;

import dev.larder.Cache;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A loader for {@link Cache#get(Object, Function)} whose runs are observed, as {@code larder.load}: with a handler for
 * meters they are timed, with one for tracing they are spans. The key is a value of high cardinality, {@code key}.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class ObservedLoader<K, V> implements Function<K, @Nullable V> {

    private final ObservationRegistry registry;
    private final String cache;
    private final Function<? super K, ? extends @Nullable V> loader;

    private ObservedLoader(
            ObservationRegistry registry, String cache, Function<? super K, ? extends @Nullable V> loader) {
        this.registry = registry;
        this.cache = cache;
        this.loader = loader;
    }

    /**
     * The observed form of {@code loader}, which throws what that throws.
     *
     * @param cache value of {@code cache}, of low cardinality, which tells the cache from others
     */
    public static <K, V> ObservedLoader<K, V> of(
            ObservationRegistry registry, String cache, Function<? super K, ? extends @Nullable V> loader) {
        return new ObservedLoader<>(
                Objects.requireNonNull(registry, "registry"),
                Objects.requireNonNull(cache, "cache"),
                Objects.requireNonNull(loader, "loader"));
    }

    @Override
    public @Nullable V apply(K key) {
        return Observation.createNotStarted("larder.load", registry)
                .contextualName("load " + cache)
                .lowCardinalityKeyValue("cache", cache)
                .highCardinalityKeyValue("key", String.valueOf(key))
                .<@Nullable V>observe(() -> loader.apply(key));
    }
}
