package dev.larder;

import dev.larder.storage.LarderException;
import dev.larder.storage.StoreClosedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Collections by name in one root. For each that is asked for there is one object. */
final class NamedCollections {

    private final CollectionPlaces places;
    private final boolean reopening;
    private final Making making;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<NamedCollection, Known> opened = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param places where they are
     * @param reopening whether they may be asked for after {@link #close}
     * @param making lets one thread of all processes at a time make a collection
     */
    NamedCollections(CollectionPlaces places, boolean reopening, Making making) {
        this.places = places;
        this.reopening = reopening;
        this.making = making;
    }

    /** Runs one of several at a time, among all processes. */
    @FunctionalInterface
    interface Making {
        void alone(Runnable work);
    }

    private record Known(CollectionRequest<?> request, OpenedCollection<?> opened) {}

    /**
     * The collection with this name, opened and made if need be.
     *
     * @throws IllegalArgumentException if there cannot be one with this name
     * @throws IllegalStateException if there is one of another kind, or it was asked for otherwise before
     */
    <C> C get(CollectionKind kind, CollectionName name, CollectionRequest<C> asked) {
        if (closed && !reopening) {
            throw new StoreClosedException("The collections in " + places.root() + " are closed");
        }
        NamedCollection id = new NamedCollection(kind, name.name());
        C known = known(id, asked);
        if (known != null) {
            return known;
        }
        if (!places.has(kind, name)) {
            // whoever makes one looks first whether the name is free, and nobody else may come in between
            making.alone(() -> {
                requireFree(kind, name);
                open(id, asked);
            });
        }
        return open(id, asked);
    }

    private void requireFree(CollectionKind kind, CollectionName name) {
        places.requireApart(kind, name);
        Optional<CollectionKind> other = places.otherKind(kind, name);
        if (other.isPresent() && !places.has(kind, name)) {
            throw new IllegalStateException("There cannot be a " + kind + " '" + name.name() + "' in "
                    + places.root() + ": there is a " + other.get()
                    + " with this name; ask for that, or choose another name");
        }
    }

    private <C> C open(NamedCollection id, CollectionRequest<C> asked) {
        lock.lock();
        try {
            C known = known(id, asked);
            if (known != null) {
                return known;
            }
            OpenedCollection<C> collection = asked.opening().get();
            opened.put(id, new Known(asked, collection));
            return collection.collection();
        } finally {
            lock.unlock();
        }
    }

    private <C> @Nullable C known(NamedCollection id, CollectionRequest<C> asked) {
        Known known = opened.get(id);
        if (known == null) {
            return null;
        }
        if (!known.request.codecs().equals(asked.codecs())) {
            throw new IllegalStateException("The " + id + " is in use with " + describe(known.request.codecs())
                    + ", not with " + describe(asked.codecs()) + "; ask for it with the same");
        }
        if (asked.isChoosy()) {
            requireSame(id, known, asked.choices());
        }
        @SuppressWarnings("unchecked") // one kind, and codecs of one name are of one type
        C collection = (C) known.opened.collection();
        return collection;
    }

    private static void requireSame(NamedCollection id, Known known, CollectionChoices asked) {
        String difference =
                known.request.choices().difference(asked, known.opened.kept().get());
        if (difference != null) {
            throw new IllegalStateException("The " + id + " is open already, with " + difference
                    + "; ask for it with the same, or without options");
        }
    }

    private static String describe(List<String> codecs) {
        return (codecs.size() == 1 ? "the codec " : "the codecs ") + String.join(" and ", codecs);
    }

    /** All that are there, open or not. */
    List<NamedCollection> list() {
        return places.list();
    }

    /** Closes them all; where that is allowed, they open again when they are used. */
    void close() {
        lock.lock();
        try {
            closed = true;
            RuntimeException failure = null;
            for (Known each : opened.values()) {
                failure = close(each, failure);
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes it, whether or not closing another one has failed. */
    private static @Nullable RuntimeException close(Known each, @Nullable RuntimeException failure) {
        try {
            each.opened.closing().run();
            return failure;
        } catch (LarderException e) {
            if (failure == null) {
                return e;
            }
            failure.addSuppressed(e);
            return failure;
        }
    }
}
