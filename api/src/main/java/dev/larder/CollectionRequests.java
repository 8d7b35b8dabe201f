package dev.larder;

import dev.larder.codec.Codec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is asked for, by kind: with codecs, which leaves the rest as it was opened with, or with options.
 *
 * @param defaults with which each begins
 */
record CollectionRequests(StoreOpening defaults) {

    <K, V> Function<Place, CollectionRequest<Cache<K, V>>> cache(Codec<K> keys, Codec<V> values) {
        return place -> cache(CacheOptions.of(place, defaults).keys(keys).values(values), false);
    }

    <K, V> Function<Place, CollectionRequest<Cache<K, V>>> cache(
            Function<? super CacheBuilder<Object, Object>, ? extends CacheBuilder<K, V>> options) {
        return place -> {
            if (options.apply(CacheOptions.of(place, defaults)) instanceof CacheOptions<K, V> asked) {
                return cache(asked, true);
            }
            throw notTheBuilder();
        };
    }

    private static <K, V> CollectionRequest<Cache<K, V>> cache(CacheOptions<K, V> asked, boolean isChoosy) {
        return new CollectionRequest<>(
                codecs(asked), asked.choices(), isChoosy, () -> opened(asked.openAs(identity("cache", asked))));
    }

    private static <K, V> OpenedCollection<Cache<K, V>> opened(Cache<K, V> cache) {
        return new OpenedCollection<>(cache, () -> CollectionChoices.inForce(cache.settings()), cache::close);
    }

    <K, V> Function<Place, CollectionRequest<FanoutCache<K, V>>> fanout(Codec<K> keys, Codec<V> values) {
        return place -> fanout(newFanout(place).keys(keys).values(values), false);
    }

    <K, V> Function<Place, CollectionRequest<FanoutCache<K, V>>> fanout(
            Function<? super FanoutCacheBuilder<Object, Object>, ? extends FanoutCacheBuilder<K, V>> options) {
        return place -> {
            if (options.apply(newFanout(place)) instanceof FanoutOptions<K, V> asked) {
                return fanout(asked, true);
            }
            throw notTheBuilder();
        };
    }

    private FanoutOptions<Object, Object> newFanout(Place place) {
        return FanoutOptions.of(CacheOptions.of(place, defaults));
    }

    private static <K, V> CollectionRequest<FanoutCache<K, V>> fanout(FanoutOptions<K, V> asked, boolean isChoosy) {
        return new CollectionRequest<>(
                codecs(asked.options()),
                asked.choices(),
                isChoosy,
                () -> opened(asked.openAs(identity("fanout", asked.options()))));
    }

    private static <K, V> OpenedCollection<FanoutCache<K, V>> opened(FanoutCache<K, V> cache) {
        return new OpenedCollection<>(cache, () -> FanoutOptions.inForce(cache), cache::close);
    }

    <E> Function<Place, CollectionRequest<Deque<E>>> deque(Codec<E> values) {
        return place -> deque(newDeque(place).values(values), false);
    }

    <E> Function<Place, CollectionRequest<Deque<E>>> deque(
            Function<? super DequeBuilder<Object>, ? extends DequeBuilder<E>> options) {
        return place -> {
            if (options.apply(newDeque(place)) instanceof DequeOptions<E> asked) {
                return deque(asked, true);
            }
            throw notTheBuilder();
        };
    }

    private DequeOptions<Object> newDeque(Place place) {
        return new DequeOptions<>(CacheOptions.of(place, defaults), null, null);
    }

    private static <E> CollectionRequest<Deque<E>> deque(DequeOptions<E> asked, boolean isChoosy) {
        return new CollectionRequest<>(
                List.of(asked.store().values().name()), asked.choices(), isChoosy, () -> opened(asked.open()));
    }

    private static <E> OpenedCollection<Deque<E>> opened(StoreDeque<E> deque) {
        return new OpenedCollection<>(deque, () -> DequeOptions.inForce(deque.bound()), deque::close);
    }

    <K, V> Function<Place, CollectionRequest<Index<K, V>>> index(Codec<K> keys, Codec<V> values) {
        return place -> index(newIndex(place).keys(keys).values(values), false);
    }

    <K, V> Function<Place, CollectionRequest<Index<K, V>>> index(
            Function<? super IndexBuilder<Object, Object>, ? extends IndexBuilder<K, V>> options) {
        return place -> {
            if (options.apply(newIndex(place)) instanceof IndexOptions<K, V> asked) {
                return index(asked, true);
            }
            throw notTheBuilder();
        };
    }

    private IndexOptions<Object, Object> newIndex(Place place) {
        return new IndexOptions<>(CacheOptions.of(place, defaults));
    }

    private static <K, V> CollectionRequest<Index<K, V>> index(IndexOptions<K, V> asked, boolean isChoosy) {
        return new CollectionRequest<>(
                codecs(asked.options()), asked.options().choices(), isChoosy, () -> opened(asked.open()));
    }

    private static <K, V> OpenedCollection<Index<K, V>> opened(Index<K, V> index) {
        return new OpenedCollection<>(
                index, () -> CollectionChoices.inForce(index.cache().settings()), index::close);
    }

    <T> Function<Place, CollectionRequest<WorkQueue<T>>> queue(Codec<T> values) {
        return place -> queue(newQueue(place).values(values), false);
    }

    <T> Function<Place, CollectionRequest<WorkQueue<T>>> queue(
            Function<? super WorkQueueBuilder<Object>, ? extends WorkQueueBuilder<T>> options) {
        return place -> {
            if (options.apply(newQueue(place)) instanceof WorkQueueOptions<T> asked) {
                return queue(asked, true);
            }
            throw notTheBuilder();
        };
    }

    private WorkQueueOptions<Object> newQueue(Place place) {
        return WorkQueueOptions.of(place, defaults);
    }

    private static <T> CollectionRequest<WorkQueue<T>> queue(WorkQueueOptions<T> asked, boolean isChoosy) {
        return new CollectionRequest<>(
                List.of(asked.values().name()), asked.choices(), isChoosy, () -> opened(asked.open()));
    }

    private static <T> OpenedCollection<WorkQueue<T>> opened(WorkQueue<T> queue) {
        return new OpenedCollection<>(queue, Map::of, queue::close);
    }

    private static List<String> codecs(CacheOptions<?, ?> asked) {
        return List.of(asked.keys().name(), asked.values().name());
    }

    private static CollectionIdentity identity(String kind, CacheOptions<?, ?> asked) {
        return CollectionIdentity.of(kind).keys(asked.keys()).values(asked.values());
    }

    private static IllegalArgumentException notTheBuilder() {
        return new IllegalArgumentException(
                "The function must return the builder that it was given, with changes, and no other");
    }
}
