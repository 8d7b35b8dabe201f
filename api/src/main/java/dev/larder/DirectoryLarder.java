package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.StoreClosedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A larder whose collections lie in a directory. */
final class DirectoryLarder implements Larder {

    /** The cache whose writer is held while a collection is made. */
    private static final CollectionName OWN = new CollectionName("larder");

    private final LarderOptions options;
    private final CollectionRequests requests;
    private final NamedCollections collections;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Cache<Object, Object> own;
    private volatile boolean closed;

    DirectoryLarder(LarderOptions options) {
        this.options = options;
        requests = new CollectionRequests(new CollectionDefaults(options.config(), options.reopening()));
        collections = new NamedCollections(
                options.directory(), options.reopening(), work -> own().transact(cache -> work.run()));
    }

    private <C> C get(CollectionKind kind, String name, Function<Path, CollectionRequest<C>> request) {
        if (kind == CollectionKind.CACHE && OWN.name().equals(name)) {
            throw new IllegalArgumentException(
                    "The cache '" + name + "' in " + options.directory() + " is the larder's own; choose another name");
        }
        return collections.get(kind, name, request);
    }

    @Override
    public <K, V> Cache<K, V> cache(String name, Codec<K> keys, Codec<V> values) {
        return get(CollectionKind.CACHE, name, requests.cache(keys, values));
    }

    @Override
    public <K, V> Cache<K, V> cache(
            String name, Function<? super CacheBuilder<Object, Object>, ? extends CacheBuilder<K, V>> options) {
        return get(CollectionKind.CACHE, name, requests.cache(options));
    }

    @Override
    public <K, V> FanoutCache<K, V> fanout(String name, Codec<K> keys, Codec<V> values) {
        return get(CollectionKind.FANOUT, name, requests.fanout(keys, values));
    }

    @Override
    public <K, V> FanoutCache<K, V> fanout(
            String name,
            Function<? super FanoutCacheBuilder<Object, Object>, ? extends FanoutCacheBuilder<K, V>> options) {
        return get(CollectionKind.FANOUT, name, requests.fanout(options));
    }

    @Override
    public <E> Deque<E> deque(String name, Codec<E> values) {
        return get(CollectionKind.DEQUE, name, requests.deque(values));
    }

    @Override
    public <E> Deque<E> deque(String name, Function<? super DequeBuilder<Object>, ? extends DequeBuilder<E>> options) {
        return get(CollectionKind.DEQUE, name, requests.deque(options));
    }

    @Override
    public <K, V> Index<K, V> index(String name, Codec<K> keys, Codec<V> values) {
        return get(CollectionKind.INDEX, name, requests.index(keys, values));
    }

    @Override
    public <K, V> Index<K, V> index(
            String name, Function<? super IndexBuilder<Object, Object>, ? extends IndexBuilder<K, V>> options) {
        return get(CollectionKind.INDEX, name, requests.index(options));
    }

    @Override
    public <T> WorkQueue<T> queue(String name, Codec<T> values) {
        return get(CollectionKind.QUEUE, name, requests.queue(values));
    }

    @Override
    public <T> WorkQueue<T> queue(
            String name, Function<? super WorkQueueBuilder<Object>, ? extends WorkQueueBuilder<T>> options) {
        return get(CollectionKind.QUEUE, name, requests.queue(options));
    }

    private Cache<Object, Object> own() {
        Cache<Object, Object> known = own;
        if (known != null) {
            return known;
        }
        opening.lock();
        try {
            known = own;
            if (known != null) {
                return known;
            }
            if (closed && !options.reopening()) {
                throw new StoreClosedException("The larder in " + options.directory() + " is closed");
            }
            Path directory = new CollectionDirectories(options.directory()).of(CollectionKind.CACHE, OWN);
            Cache<Object, Object> made = requests.defaults()
                    .in(directory)
                    .evictionPolicy(EvictionPolicy.NONE)
                    .open();
            own = made;
            return made;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public List<NamedCollection> collections() {
        NamedCollection ownCollection = new NamedCollection(CollectionKind.CACHE, OWN.name());
        return collections.list().stream()
                .filter(each -> !each.equals(ownCollection))
                .toList();
    }

    @Override
    public Path directory() {
        return options.directory();
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            Cache<Object, Object> open = own;
            try {
                collections.close();
            } finally {
                if (open != null) {
                    open.close();
                }
            }
        } finally {
            opening.unlock();
        }
    }

    @Override
    public String toString() {
        return "Larder[" + options.directory() + "]";
    }
}
