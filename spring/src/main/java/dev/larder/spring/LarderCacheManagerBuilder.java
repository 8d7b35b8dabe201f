package dev.larder.spring;

import dev.larder.Larder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How to make a {@link LarderCacheManager}. Immutable: every method returns another builder. */
public final class LarderCacheManagerBuilder {

    private final Larder larder;
    private final Map<String, LarderCacheOptions> named;
    private final @Nullable LarderCacheOptions defaults;
    private final @Nullable Executor executor;

    LarderCacheManagerBuilder(
            Larder larder,
            Map<String, LarderCacheOptions> named,
            @Nullable LarderCacheOptions defaults,
            @Nullable Executor executor) {
        this.larder = Objects.requireNonNull(larder, "larder");
        this.named = named;
        this.defaults = defaults;
        this.executor = executor;
    }

    /** A cache with options of its own, opened together with the manager; the last options for a name count. */
    public LarderCacheManagerBuilder cache(String name, LarderCacheOptions options) {
        Map<String, LarderCacheOptions> more = new LinkedHashMap<>(named);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(options, "options"));
        return new LarderCacheManagerBuilder(larder, more, defaults, executor);
    }

    /** The options of caches that are not named; {@link LarderCacheOptions#defaults()} if not said. */
    public LarderCacheManagerBuilder defaults(LarderCacheOptions options) {
        return new LarderCacheManagerBuilder(larder, named, Objects.requireNonNull(options, "options"), executor);
    }

    /** Knows no caches but those that are named here. */
    public LarderCacheManagerBuilder onlyNamed() {
        return new LarderCacheManagerBuilder(larder, named, null, executor);
    }

    /**
     * Runs what asynchronous callers ask for. It needs threads that may wait, for loaders too, which may run on it
     * themselves: not a pool of few. If not said, the manager has threads of its own, as many as are needed.
     */
    public LarderCacheManagerBuilder executor(Executor executor) {
        return new LarderCacheManagerBuilder(larder, named, defaults, Objects.requireNonNull(executor, "executor"));
    }

    /**
     * Makes the manager and opens the named caches.
     *
     * @throws IllegalArgumentException if no Larder cache can have one of the names
     * @throws IllegalStateException if one cannot be opened so, as {@link Larder} says
     */
    public LarderCacheManager build() {
        return new LarderCacheManager(larder, named, defaults, executor);
    }
}
