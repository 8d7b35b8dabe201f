package dev.larder.spring.boot;

import dev.larder.Cache;
import dev.larder.spring.LarderCache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The standard meters of a cache, as far as a store knows them: {@code cache.size}, and {@code cache.gets} by their
 * result, which are counted by all processes together, if statistics are on.
 *
 * @param tags that tell which cache manager it belongs to
 */
record LarderCacheMeters(LarderCache cache, Iterable<Tag> tags) implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Tags all = Tags.concat(tags, "cache", cache.getName());
        Cache<String, Object> opened = cache.getNativeCache();
        Gauge.builder("cache.size", opened, Cache::size)
                .tags(all)
                .description("Entries of the cache, expired ones included")
                .register(registry);
        FunctionCounter.builder("cache.gets", opened, each -> each.stats().hits())
                .tags(all)
                .tag("result", "hit")
                .description("Reads that found an entry")
                .register(registry);
        FunctionCounter.builder("cache.gets", opened, each -> each.stats().misses())
                .tags(all)
                .tag("result", "miss")
                .description("Reads that found none")
                .register(registry);
    }
}
