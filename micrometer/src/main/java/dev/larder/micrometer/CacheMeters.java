package dev.larder.micrometer;

import dev.larder.Activity;
import dev.larder.Cache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a cache: those that Micrometer has for all caches, and {@code larder.*}. All have the tag
 * {@code cache}. They count what this cache object and its views do, in this process; {@code cache.size} and
 * {@code larder.volume} are those of the store, whoever fills it, and are asked for at each reading, which opens a
 * closed cache again.
 *
 * <p>The cache is referred to weakly: keep it where it is used. Safe for use by many threads.
 */
public final class CacheMeters extends CacheMeterBinder<Cache<?, ?>> {

    private final Iterable<Tag> tags;

    private CacheMeters(Cache<?, ?> cache, String name, Iterable<Tag> tags) {
        super(cache, name, tags);
        this.tags = Tags.concat(tags, "cache", name);
    }

    /**
     * Registers the meters of {@code cache}.
     *
     * @param name value of the tag {@code cache}, which tells it from others
     * @return {@code cache}
     */
    public static <C extends Cache<?, ?>> C monitor(MeterRegistry registry, C cache, String name, Iterable<Tag> tags) {
        Objects.requireNonNull(registry, "registry");
        of(cache, name, tags).bindTo(registry);
        return cache;
    }

    /** As {@link #monitor(MeterRegistry, Cache, String, Iterable)}, without more tags. */
    public static <C extends Cache<?, ?>> C monitor(MeterRegistry registry, C cache, String name) {
        return monitor(registry, cache, name, Tags.empty());
    }

    /** The binder of these meters, for whoever binds by himself. */
    public static CacheMeters of(Cache<?, ?> cache, String name, Iterable<Tag> tags) {
        return new CacheMeters(
                Objects.requireNonNull(cache, "cache"),
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(tags, "tags"));
    }

    @Override
    protected @Nullable Long size() {
        Cache<?, ?> cache = getCache();
        return cache == null ? null : cache.size();
    }

    @Override
    protected long hitCount() {
        return count(Activity::hits);
    }

    @Override
    protected Long missCount() {
        return count(Activity::misses);
    }

    @Override
    protected Long evictionCount() {
        return count(Activity::evictions);
    }

    @Override
    protected long putCount() {
        return count(Activity::puts);
    }

    private long count(ToLongFunction<Activity> part) {
        Cache<?, ?> cache = getCache();
        return cache == null ? 0 : part.applyAsLong(cache.activity());
    }

    @Override
    protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
        Cache<?, ?> cache = getCache();
        if (cache == null) {
            return;
        }
        Gauge.builder("larder.volume", cache, Cache::volume)
                .tags(tags)
                .baseUnit(BaseUnits.BYTES)
                .description("What the store takes: the database's pages in use, and files of values")
                .register(registry);
        counter("larder.expirations", Activity::expirations)
                .description("Entries removed because their time had come")
                .tags(tags)
                .register(registry);
        counter("larder.timeouts", Activity::timeouts)
                .description("Operations that waited too long for others")
                .tags(tags)
                .register(registry);
        timer("larder.loads", Activity::loads, activity -> activity.loadTime().toNanos())
                .description("Runs of loaders that have ended")
                .tags(tags)
                .register(registry);
        counter("larder.load.failures", Activity::loadFailures)
                .description("Runs of loaders that threw")
                .tags(tags)
                .register(registry);
        counter("larder.commits", Activity::commits)
                .description("Transactions committed to write, in a directory")
                .tags(tags)
                .register(registry);
        counter("larder.commit.writes", Activity::writes)
                .description("Pieces of work in these commits, which writers that meet share")
                .tags(tags)
                .register(registry);
        timer(
                        "larder.busy.waits",
                        Activity::busyWaits,
                        activity -> activity.busyTime().toNanos())
                .description("Waits of writers for another process, in a directory")
                .tags(tags)
                .register(registry);
    }

    private FunctionCounter.Builder<Cache<?, ?>> counter(String name, ToDoubleFunction<Activity> part) {
        return FunctionCounter.builder(name, cache(), cache -> part.applyAsDouble(cache.activity()));
    }

    private FunctionTimer.Builder<Cache<?, ?>> timer(
            String name, ToLongFunction<Activity> count, ToDoubleFunction<Activity> nanos) {
        return FunctionTimer.builder(
                name,
                cache(),
                cache -> count.applyAsLong(cache.activity()),
                cache -> nanos.applyAsDouble(cache.activity()),
                TimeUnit.NANOSECONDS);
    }

    private Cache<?, ?> cache() {
        return Objects.requireNonNull(getCache());
    }
}
