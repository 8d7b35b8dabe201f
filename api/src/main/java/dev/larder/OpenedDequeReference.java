package dev.larder;

import org.jspecify.annotations.Nullable;

/**
 * Where a deque is and how it was opened.
 *
 * @param store as the reference to a cache in its store
 * @param maximumLength what the builder was told, or null
 * @param capacity what the builder was told, or null
 */
record OpenedDequeReference<E>(
        OpenedReference<Object, E> store,
        @Nullable Long maximumLength,
        @Nullable Long capacity) implements DequeReference<E> {

    @Override
    public Deque<E> open() {
        return new DequeOptions<>(store.options().timeout(store.timeout()), maximumLength, capacity).open();
    }
}
