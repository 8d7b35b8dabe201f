package dev.larder.spring.boot;

import dev.larder.Cache;
import dev.larder.Larder;
import dev.larder.QueueMetrics;
import dev.larder.Stats;
import dev.larder.WorkQueue;
import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** The actuator endpoint {@code larder}: what there is, and how much. It changes nothing. */
@Endpoint(id = "larder")
class LarderEndpoint {

    private final Larder larder;
    private final @Nullable LarderCacheManager manager;
    private final Map<String, WorkQueue<?>> queues;

    /**
     * @param manager whose caches are told, or null if there is none, or more than one
     * @param queues by name
     */
    LarderEndpoint(Larder larder, @Nullable LarderCacheManager manager, Map<String, WorkQueue<?>> queues) {
        this.larder = larder;
        this.manager = manager;
        this.queues = queues;
    }

    /**
     * Everything.
     *
     * @param collections kind and name of what is there, open or not
     * @param caches of the cache manager, as far as they are open
     * @param queues that properties name
     */
    record Report(List<String> collections, Map<String, CacheReport> caches, Map<String, QueueMetrics> queues) {}

    /**
     * A cache.
     *
     * @param entries how many, expired ones included
     * @param volume bytes it takes
     */
    record CacheReport(long entries, long volume, long hits, long misses, long timedOut, long failed) {}

    @ReadOperation
    public Report report() {
        Map<String, CacheReport> caches = new TreeMap<>();
        for (String name : openCaches()) {
            CacheReport report = cache(name);
            if (report != null) {
                caches.put(name, report);
            }
        }
        Map<String, QueueMetrics> metrics = new TreeMap<>();
        queues.forEach((name, queue) -> metrics.put(name, queue.metrics()));
        return new Report(
                larder.collections().stream().map(Object::toString).sorted().toList(), caches, metrics);
    }

    /** A cache of the cache manager that is open; null, which is not found, if there is none. */
    @ReadOperation
    public @Nullable CacheReport cache(@Selector String cache) {
        LarderCache found = open(cache);
        if (found == null) {
            return null;
        }
        Cache<String, Object> opened = found.getNativeCache();
        Stats stats = opened.stats();
        return new CacheReport(
                opened.size(), opened.volume(), stats.hits(), stats.misses(), stats.timedOut(), stats.failed());
    }

    /** Looks among those that are open, so that a name that somebody asks for makes no cache. */
    @Nullable
    LarderCache open(String cache) {
        return manager != null && openCaches().contains(cache) ? manager.getCache(cache) : null;
    }

    private Collection<String> openCaches() {
        return manager == null ? List.of() : manager.getCacheNames();
    }
}
