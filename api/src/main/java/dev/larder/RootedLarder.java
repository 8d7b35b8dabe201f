package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.internal.Slot;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.StoreClosedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A larder whose collections are stores in one root. */
final class RootedLarder implements Larder {

    private final LarderOptions options;
    private final CollectionRequests requests;
    private final LarderRoot root;
    private final LarderPlaces places;
    private final NamedCollections collections;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Cache<Object, Object> own;
    private volatile boolean closed;

    RootedLarder(LarderOptions options) {
        this.options = options;
        requests = new CollectionRequests(options.opening());
        root = options.root();
        places = new LarderPlaces(root, this::own);
        collections = new NamedCollections(places, options.opening().reopening(), work -> root.alone(own(), work));
    }

    private <C> C get(CollectionKind kind, String name, Function<Place, CollectionRequest<C>> request) {
        CollectionName checked = new CollectionName(name);
        if (LarderPlaces.isOwn(kind, checked)) {
            throw new IllegalArgumentException(
                    "The cache '" + name + "' in " + root.root() + " is the larder's own; choose another name");
        }
        requireKept(kind);
        return collections.get(kind, checked, request.apply(place(kind, checked)));
    }

    private Place place(CollectionKind kind, CollectionName name) {
        return root.place(kind, name).called(kind + "/" + name.name());
    }

    /** Refuses what is no cache where a crash of the server would empty it, before it has taken its name. */
    private void requireKept(CollectionKind kind) {
        if (!kind.isCache() && root.directory().isEmpty()) {
            Losable.refuse(Slot.of(own(), kind.toString()).store(), kind.toString(), root.root());
        }
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

    @Override
    public ReentrantCacheLock lock(String name) {
        return getRow(CollectionKind.LOCK, name, key -> ReentrantCacheLock.in(own(), key));
    }

    @Override
    public Counter counter(String name) {
        return getRow(CollectionKind.COUNTER, name, key -> Counter.in(own(), key));
    }

    /** What is one row of the own cache, and ends with that. */
    private <C> C getRow(CollectionKind kind, String name, Function<? super String, C> ofKey) {
        CollectionName checked = new CollectionName(name);
        requireKept(kind);
        return collections.get(
                kind,
                checked,
                new CollectionRequest<>(List.of(), new CollectionChoices(Map.of(), Map.of()), false, () -> {
                    C made = ofKey.apply(places.remember(kind, checked));
                    return new OpenedCollection<>(made, Map::of, () -> {});
                }));
    }

    /** The cache that holds locks and counters, and whose writer is held while a collection is made. */
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
            if (closed && !options.opening().reopening()) {
                throw new StoreClosedException("The larder in " + root.root() + " is closed");
            }
            Cache<Object, Object> made = CacheOptions.of(
                            place(CollectionKind.CACHE, LarderPlaces.OWN), options.opening())
                    .evictionPolicy(EvictionPolicy.NONE)
                    .undecodable(Undecodable.MISS) // what is no name does not keep the names from being listed
                    .open();
            own = made;
            return made;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public List<NamedCollection> collections() {
        return collections.list();
    }

    @Override
    public Optional<Path> directory() {
        return root.directory();
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
        return "Larder[" + root.root() + "]";
    }
}
