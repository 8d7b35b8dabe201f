package dev.larder.jcache;

import dev.larder.Removal;
import dev.larder.storage.LarderException;
import dev.larder.storage.RemovalCause;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.event.EventType;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the specification. Each operation on one entry is one transaction on the store, in which the expiry policy
 * is asked, an entry processor runs and the cache writer writes, so it is atomic among threads and processes.
 */
final class LarderCache<K, V> implements Cache<K, V> {

    private static final System.Logger LOG = System.getLogger(LarderCache.class.getName());

    /** How many entries are removed in one transaction by {@link #removeAll()}, so that others get their turn. */
    private static final int REMOVED_AT_ONCE = 500;

    private final LarderCacheManager manager;
    private final String name;
    private final LarderConfiguration<K, V> configuration;
    private final Statistics statistics = new Statistics();
    private final Management statisticsBean;
    private final Management configurationBean;
    private final Listeners<K, V> listeners;
    private final Plugins<K, V> plugins;
    private final OpenedStore<K, V> opened;
    private final Transactions<K, V> transactions;
    private final Operations<K, V> operations;
    private final Reading<K, V> reading;
    private final @Nullable Loader<K, V> loader;
    private volatile boolean counting;
    private volatile boolean closed;

    /** @param configuration this cache's own */
    LarderCache(
            LarderCacheManager manager,
            String name,
            LarderConfiguration<K, V> configuration,
            LarderProperties.Resolved resolved) {
        this.manager = manager;
        this.name = name;
        this.configuration = configuration;
        plugins = Plugins.of(configuration);
        loader = plugins.loader() == null ? null : new Loader<>(plugins.loader());
        listeners = new Listeners<>(manager.workers());
        opened = open(resolved);
        operations =
                new Operations<>(opened.cache(), new Expiries(plugins.expiryPolicy()), new Writing<>(plugins.writer()));
        transactions = new Transactions<>(this, opened.cache(), listeners, this::count);
        reading = new Reading<>(transactions, operations, configuration.isReadThrough() ? loader : null);
        statisticsBean = new Management("CacheStatistics", this, statistics);
        configurationBean = new Management("CacheConfiguration", this, new ConfigurationBean(configuration));
    }

    private OpenedStore<K, V> open(LarderProperties.Resolved resolved) {
        try {
            return OpenedStore.open(resolved, name, configuration, this::removed);
        } catch (Throwable e) {
            plugins.close();
            throw e;
        }
    }

    /** Begins to count and to tell listeners. If this fails, the cache is to be closed. */
    void start() {
        configuration.getCacheEntryListenerConfigurations().forEach(listeners::register);
        enableStatistics(configuration.isStatisticsEnabled());
        enableManagement(configuration.isManagementEnabled());
    }

    Statistics statistics() {
        return statistics;
    }

    private void count(Transactions.Measured measured) {
        if (counting) {
            statistics.count(measured.tally(), measured.start());
        }
    }

    /** The store has removed an entry for a reason of its own; the value has not been read. */
    private void removed(Removal<K> removal) {
        if (removal.cause() == RemovalCause.EVICTED && counting) {
            statistics.countEviction();
        }
        if (removal.cause() == RemovalCause.EXPIRED) {
            listeners.tell(List.of(new EntryEvent<>(this, EventType.EXPIRED, removal.key(), null, null)));
        }
    }

    // ---- reading

    @Override
    public @Nullable V get(K key) {
        requireOpen();
        return reading.get(key(key));
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        requireOpen();
        return reading.getAll(keys(keys));
    }

    @Override
    public boolean containsKey(K key) {
        requireOpen();
        K checked = key(key);
        return transactions.read(tally -> opened.cache().contains(checked));
    }

    @Override
    public void loadAll(
            Set<? extends K> keys, boolean replaceExistingValues, @Nullable CompletionListener completionListener) {
        requireOpen();
        Set<K> checked = keys(keys);
        if (loader == null) {
            if (completionListener != null) {
                completionListener.onCompletion();
            }
            return;
        }
        Loader<K, V> loading = loader;
        manager.workers().execute(() -> {
            try {
                reading.loadAll(loading, checked, replaceExistingValues);
            } catch (LarderException e) {
                completed(completionListener, new CacheException("Cache '" + name + "': " + e.getMessage(), e));
                return;
            } catch (RuntimeException e) {
                completed(completionListener, e);
                return;
            }
            completed(completionListener, null);
        });
    }

    private void completed(@Nullable CompletionListener listener, @Nullable RuntimeException failure) {
        if (listener == null) {
            if (failure != null) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Loading into cache '" + name + "' failed, and there is no listener to tell",
                        failure);
            }
        } else if (failure == null) {
            listener.onCompletion();
        } else {
            listener.onException(failure);
        }
    }

    // ---- writing

    @Override
    public void put(K key, V value) {
        requireOpen();
        K checked = key(key);
        V stored = value(value);
        transactions.change(change -> operations.put(change, checked, stored));
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        requireOpen();
        K checked = key(key);
        V stored = value(value);
        return transactions.<@Nullable V>change(change -> operations.getAndPut(change, checked, stored));
    }

    /** Puts all entries in one transaction; of those that a cache writer fails to write, none. */
    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        requireOpen();
        Map<K, V> checked = new LinkedHashMap<>();
        map.forEach((key, value) -> checked.put(key(key), value(value)));
        if (!checked.isEmpty()) {
            transactions.change(change -> operations.putAll(change, checked));
        }
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        requireOpen();
        K checked = key(key);
        V stored = value(value);
        return transactions.change(change -> operations.putIfAbsent(change, checked, stored));
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        requireOpen();
        K checked = key(key);
        V expected = value(oldValue);
        V stored = value(newValue);
        return transactions.change(change -> operations.replace(change, checked, expected, stored));
    }

    @Override
    public boolean replace(K key, V value) {
        return getAndReplace(key, value) != null;
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        requireOpen();
        K checked = key(key);
        V stored = value(value);
        return transactions.<@Nullable V>change(change -> operations.getAndReplace(change, checked, stored));
    }

    // ---- removing

    @Override
    public boolean remove(K key) {
        requireOpen();
        K checked = key(key);
        return transactions.change(change -> operations.remove(change, checked));
    }

    @Override
    public boolean remove(K key, V oldValue) {
        requireOpen();
        K checked = key(key);
        V expected = value(oldValue);
        return transactions.change(change -> operations.remove(change, checked, expected));
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        requireOpen();
        K checked = key(key);
        return transactions.<@Nullable V>change(change -> operations.getAndRemove(change, checked));
    }

    /** Removes the entries in one transaction; of those that a cache writer fails to delete, none. */
    @Override
    public void removeAll(Set<? extends K> keys) {
        requireOpen();
        Set<K> checked = keys(keys);
        if (!checked.isEmpty()) {
            transactions.change(change -> operations.removeAll(change, checked));
        }
    }

    /** Removes the entries in batches, each of them one transaction; entries written meanwhile may stay. */
    @Override
    public void removeAll() {
        requireOpen();
        List<K> batch = new ArrayList<>();
        Iterator<K> all = transactions.read(tally -> opened.cache().iterator());
        while (transactions.read(tally -> all.hasNext())) {
            batch.add(transactions.read(tally -> all.next()));
            if (batch.size() == REMOVED_AT_ONCE) {
                removePresent(batch);
                batch.clear();
            }
        }
        removePresent(batch);
    }

    private void removePresent(List<K> keys) {
        if (!keys.isEmpty()) {
            transactions.change(change -> operations.removePresent(change, keys));
        }
    }

    @Override
    public void clear() {
        requireOpen();
        transactions.read(tally -> opened.cache().clear());
    }

    // ---- entry processors

    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        requireOpen();
        K checked = key(key);
        Objects.requireNonNull(entryProcessor, "entryProcessor");
        Loader<K, V> through = reading.loader();
        return transactions.<@Nullable T>change(
                change -> operations.process(change, checked, entryProcessor, through, arguments));
    }

    /** Invokes the processor on one key after the other, each in a transaction of its own. */
    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        requireOpen();
        Objects.requireNonNull(entryProcessor, "entryProcessor");
        Map<K, EntryProcessorResult<T>> results = new LinkedHashMap<>();
        for (K key : keys(keys)) {
            ProcessorResult<T> result = ProcessorResult.of(() -> invoke(key, entryProcessor, arguments));
            if (result.value() != null || result.failure() != null) {
                results.put(key, result);
            }
        }
        return results;
    }

    // ---- listing

    @Override
    public Iterator<Cache.Entry<K, V>> iterator() {
        requireOpen();
        return new EntryIterator<>(this, transactions, operations);
    }

    // ---- what it is

    @Override
    public String getName() {
        return name;
    }

    @Override
    public CacheManager getCacheManager() {
        return manager;
    }

    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> clazz) {
        if (clazz.isInstance(configuration)) {
            return clazz.cast(configuration);
        }
        throw new IllegalArgumentException("The configuration of cache '" + name + "' is a "
                + configuration.getClass().getName() + ", not a " + clazz.getName());
    }

    Class<K> keyType() {
        return configuration.getKeyType();
    }

    Class<V> valueType() {
        return configuration.getValueType();
    }

    void enableStatistics(boolean enabled) {
        requireOpen();
        configuration.setStatisticsEnabled(enabled);
        counting = enabled;
        statisticsBean.enable(enabled);
    }

    void enableManagement(boolean enabled) {
        requireOpen();
        configuration.setManagementEnabled(enabled);
        configurationBean.enable(enabled);
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listenerConfiguration) {
        requireOpen();
        configuration.addCacheEntryListenerConfiguration(listenerConfiguration); // refuses null and a second time
        listeners.register(listenerConfiguration);
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listenerConfiguration) {
        requireOpen();
        configuration.removeCacheEntryListenerConfiguration(
                Objects.requireNonNull(listenerConfiguration, "listenerConfiguration"));
        listeners.deregister(listenerConfiguration);
    }

    /** This cache, the cache in the larder that holds the entries, or that larder. */
    @Override
    public <T> T unwrap(Class<T> clazz) {
        return Unwrapping.of(clazz, this, opened.cache(), opened.larder());
    }

    // ---- the end

    @Override
    public void close() {
        end(false);
    }

    /** Closes the cache and removes its entries from the store. */
    void destroy() {
        end(true);
    }

    private void end(boolean removing) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        manager.forget(this);
        List<AutoCloseable> parts = new ArrayList<>();
        parts.add(() -> statisticsBean.enable(false));
        parts.add(() -> configurationBean.enable(false));
        parts.add(listeners);
        if (removing) {
            parts.add(opened.cache()::clear);
        }
        parts.add(opened);
        parts.add(plugins);
        Closing.all(parts);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Cache '" + name + "' is closed; create it again");
        }
    }

    // ---- arguments

    private K key(K key) {
        return require("key", configuration.getKeyType(), key);
    }

    private V value(V value) {
        return require("value", configuration.getValueType(), value);
    }

    private Set<K> keys(Set<? extends K> keys) {
        Set<K> checked = new LinkedHashSet<>();
        keys.forEach(key -> checked.add(key(key)));
        return checked;
    }

    private <T> T require(String what, Class<?> type, T argument) {
        Objects.requireNonNull(argument, what);
        if (!type.isInstance(argument)) {
            throw new ClassCastException("A " + what + " of cache '" + name + "' is a " + type.getName() + ", not a "
                    + argument.getClass().getName());
        }
        return argument;
    }

    @Override
    public String toString() {
        return "LarderCache[" + name + " in " + manager.getURI() + "]";
    }
}
