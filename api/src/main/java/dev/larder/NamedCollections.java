package dev.larder;

import dev.larder.storage.LarderException;
import dev.larder.storage.StoreClosedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collections by name in one root directory. For each that is asked for there is one object. */
final class NamedCollections {

    private final CollectionDirectories directories;
    private final boolean reopening;
    private final Making making;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<NamedCollection, Opened> opened = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param reopening whether they may be asked for after {@link #close}
     * @param making lets one thread of all processes at a time make a collection
     */
    NamedCollections(Path root, boolean reopening, Making making) {
        this.directories = new CollectionDirectories(root);
        this.reopening = reopening;
        this.making = making;
    }

    /** Runs one of several at a time, among all processes. */
    @FunctionalInterface
    interface Making {
        void alone(Runnable work);
    }

    private record Opened(CollectionRequest<?> request, Object collection, Runnable closing) {}

    /**
     * The collection with this name, opened and made if need be.
     *
     * @param request what is asked for, where the collection's directory is known
     * @throws IllegalArgumentException if there cannot be one with this name
     * @throws IllegalStateException if there is one of another kind, or it was asked for otherwise before
     */
    <C> C get(CollectionKind kind, String name, Function<? super Path, CollectionRequest<C>> request) {
        CollectionName checked = new CollectionName(Objects.requireNonNull(name, "name"));
        if (closed && !reopening) {
            throw new StoreClosedException("The collections in " + directories.root() + " are closed");
        }
        NamedCollection id = new NamedCollection(kind, name);
        CollectionRequest<C> asked = request.apply(directories.of(kind, checked));
        C known = known(id, asked);
        if (known != null) {
            return known;
        }
        if (!directories.has(kind, checked)) {
            // whoever makes one looks first whether the name is free, and nobody else may come in between
            making.alone(() -> {
                requireFree(kind, checked);
                open(id, asked);
            });
        }
        return open(id, asked);
    }

    private void requireFree(CollectionKind kind, CollectionName name) {
        directories.requireApart(kind, name);
        Optional<CollectionKind> other = directories.otherKind(kind, name);
        if (other.isPresent() && !directories.has(kind, name)) {
            throw new IllegalStateException("There cannot be a " + kind + " '" + name.name() + "' in "
                    + directories.root() + ": there is a " + other.get()
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
            C collection = asked.opening().get();
            opened.put(id, new Opened(asked, collection, () -> asked.closing().accept(collection)));
            return collection;
        } finally {
            lock.unlock();
        }
    }

    private <C> @Nullable C known(NamedCollection id, CollectionRequest<C> asked) {
        Opened known = opened.get(id);
        if (known == null) {
            return null;
        }
        if (!known.request.codecs().equals(asked.codecs())) {
            throw new IllegalStateException("The " + id + " is in use with " + describe(known.request.codecs())
                    + ", not with " + describe(asked.codecs()) + "; ask for it with the same");
        }
        if (asked.options() != null && !asked.options().equals(known.request.options())) {
            throw new IllegalStateException("The " + id
                    + " is open already, with other options; ask for it without options, or close it all before");
        }
        @SuppressWarnings("unchecked") // one kind, and codecs of one name are of one type
        C collection = (C) known.collection;
        return collection;
    }

    private static String describe(List<String> codecs) {
        return (codecs.size() == 1 ? "the codec " : "the codecs ") + String.join(" and ", codecs);
    }

    /** All that are there, open or not. */
    List<NamedCollection> list() {
        return directories.list();
    }

    /** Closes them all; where that is allowed, they open again when they are used. */
    void close() {
        lock.lock();
        try {
            closed = true;
            RuntimeException failure = null;
            for (Opened each : opened.values()) {
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
    private static @Nullable RuntimeException close(Opened each, @Nullable RuntimeException failure) {
        try {
            each.closing.run();
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
