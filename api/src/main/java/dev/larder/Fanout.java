package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** What all views of a cache of shards share. */
final class Fanout<K, V> {

    private final FanoutOptions<K, V> options;
    private final ShardRoot root;
    private final int shards;
    private final StoreCache<K, V> cache;
    private final CollectionRequests requests;
    private final LarderRoot places;
    private final NamedCollections collections;
    private final LongAdder timedOut = new LongAdder();

    /** @param first its first shard, which whoever makes a collection beneath it holds meanwhile */
    Fanout(FanoutOptions<K, V> options, ShardRoot root, int shards, StoreCache<K, V> cache, Store first) {
        this.options = options;
        this.root = root;
        this.shards = shards;
        this.cache = cache;
        this.requests = new CollectionRequests(options.options().opening().beneath());
        this.places = root.collections();
        Wait wait = options.options().config().openWait();
        this.collections = new NamedCollections(
                places,
                options.options().opening().reopening(),
                work -> first.transact(wait, () -> {
                    // where writers do not come one after the other, those who change settings do
                    first.changeSettings(Settings.defaults(), wait);
                    work.run();
                    return true;
                }));
    }

    /** The cache whose operations throw when they time out. */
    StoreCache<K, V> cache() {
        return cache;
    }

    int shards() {
        return shards;
    }

    Optional<Path> directory() {
        return root.directory();
    }

    <L, W> Cache<L, W> cache(String name, Codec<L> keys, Codec<W> values) {
        return get(CollectionKind.CACHE, name, requests.cache(keys, values));
    }

    <E> Deque<E> deque(String name, Codec<E> values) {
        return get(CollectionKind.DEQUE, name, requests.deque(values));
    }

    <L, W> Index<L, W> index(String name, Codec<L> keys, Codec<W> values) {
        return get(CollectionKind.INDEX, name, requests.index(keys, values));
    }

    private <C> C get(CollectionKind kind, String name, Function<Place, CollectionRequest<C>> request) {
        CollectionName checked = new CollectionName(name);
        return collections.get(kind, checked, request.apply(place(kind, checked)));
    }

    private Place place(CollectionKind kind, CollectionName name) {
        String whole = options.options().place().name(root.uri());
        return places.place(kind, name).called(whole + "/" + kind + "/" + name.name());
    }

    void timedOut() {
        timedOut.increment();
    }

    Stats withTimedOut(Stats stats) {
        return new Stats(stats.hits(), stats.misses(), timedOut.sum());
    }

    FanoutCacheReference<K, V> reference() {
        return new OpenedFanoutReference<>(OpenedReference.of(root.uri(), options.options()), options.shards());
    }

    void close() {
        cache.close();
        collections.close();
    }

    @Override
    public String toString() {
        return "FanoutCache[" + root.uri() + "]";
    }
}
