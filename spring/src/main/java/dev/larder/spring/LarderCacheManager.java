package dev.larder.spring;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.Counter;
import dev.larder.FanoutCacheBuilder;
import dev.larder.Larder;
import dev.larder.codec.Codec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.CacheManager;
import org.springframework.util.ClassUtils;

/**
 * The caches of a {@link Larder} for Spring, by name: each is the Larder cache of that name, with its own options, and
 * kept when the application ends. Caches that are not named to the builder are made with its defaults when they are
 * first asked for, unless it knows {@linkplain LarderCacheManagerBuilder#onlyNamed only named ones}.
 *
 * <p>Safe for use by several threads. The larder is the caller's: closing the manager does not close it.
 */
public final class LarderCacheManager implements CacheManager, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LarderCacheManager.class.getName());

    private static final String TRANSACTIONS =
            "org.springframework.transaction.support.TransactionSynchronizationManager";

    private final Larder larder;
    private final @Nullable LarderCacheOptions defaults;
    private final Executor executor;
    private final @Nullable ExecutorService own;
    private final Map<String, LarderCache> caches = new ConcurrentHashMap<>();

    /** Held while a cache is opened. */
    private final Object opening = new Object();

    private final List<Consumer<? super LarderCache>> actions = new ArrayList<>();

    LarderCacheManager(
            Larder larder,
            Map<String, LarderCacheOptions> named,
            @Nullable LarderCacheOptions defaults,
            @Nullable Executor executor) {
        this.larder = larder;
        this.defaults = defaults;
        if (executor == null) {
            ExecutorService threads = threads();
            this.own = threads;
            this.executor = threads;
        } else {
            this.own = null;
            this.executor = executor;
        }
        named.forEach((name, options) -> caches.put(name, open(name, options)));
    }

    /** Begins to make a manager of the caches of this larder. */
    public static LarderCacheManagerBuilder of(Larder larder) {
        return new LarderCacheManagerBuilder(larder, Map.of(), LarderCacheOptions.defaults(), null);
    }

    /** Threads that come and go, since they wait for loaders, which may wait for others. */
    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "larder-cache");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The larder whose caches these are. */
    public Larder larder() {
        return larder;
    }

    /**
     * The cache with this name; null if it was not named and only named ones are known.
     *
     * @throws IllegalArgumentException if no Larder cache can have this name
     * @throws IllegalStateException if there is something else with this name, as {@link Larder} says
     */
    @Override
    public @Nullable LarderCache getCache(String name) {
        LarderCache known = caches.get(name);
        LarderCacheOptions options = defaults;
        return known != null || options == null ? known : openOnce(name, options);
    }

    private LarderCache openOnce(String name, LarderCacheOptions options) {
        synchronized (opening) {
            LarderCache known = caches.get(name);
            if (known != null) {
                return known;
            }
            LarderCache opened = open(name, options);
            caches.put(name, opened);
            List.copyOf(actions).forEach(action -> tell(action, opened));
            return opened;
        }
    }

    /**
     * Gives each cache to {@code action}, once: those that are open now, and each other one when it is opened, by the
     * thread that opens it. What the action throws then is logged, and the cache is of use all the same.
     */
    public void onEachCache(Consumer<? super LarderCache> action) {
        Objects.requireNonNull(action, "action");
        synchronized (opening) {
            actions.add(action);
            List.copyOf(caches.values()).forEach(action);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whoever asks for a cache has nothing to do with the action's failure
    private static void tell(Consumer<? super LarderCache> action, LarderCache opened) {
        try {
            action.accept(opened);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "What is to be done with each cache has failed for " + opened, e);
        }
    }

    /** The names of the caches that are open. */
    @Override
    public Collection<String> getCacheNames() {
        return List.copyOf(caches.keySet());
    }

    private LarderCache open(String name, LarderCacheOptions options) {
        if (options.waitsForCommit()
                && !ClassUtils.isPresent(TRANSACTIONS, getClass().getClassLoader())) {
            throw new IllegalStateException(
                    "The cache '" + name + "' is to wait for transactions, but spring-tx is not on the class path");
        }
        Cache<String, Object> opened = options.shards() == null ? plain(name, options) : fanout(name, options);
        Counter version = options.isVersioned() ? larder.counter("spring-versions/" + name) : null;
        return new LarderCache(
                name,
                options.timeout() == null ? opened.retrying() : opened,
                new CacheKeys(options.keyForm(), options.keyPrefix(), version),
                options,
                executor);
    }

    private Cache<String, Object> plain(String name, LarderCacheOptions options) {
        return larder.cache(
                name,
                (CacheBuilder<Object, Object> builder) -> options.apply(
                                builder.keys(Codec.string()).values(options.codec()))
                        .onFailure(options.failures()));
    }

    private Cache<String, Object> fanout(String name, LarderCacheOptions options) {
        int shards = options.shards() == null ? 1 : options.shards();
        return larder.fanout(name, (FanoutCacheBuilder<Object, Object> builder) -> (FanoutCacheBuilder<String, Object>)
                options.apply(builder.shards(shards).keys(Codec.string()).values(options.codec())));
    }

    /** Ends the threads of the manager, if it has any of its own. */
    @Override
    public void close() {
        if (own != null) {
            own.shutdown();
        }
    }
}
