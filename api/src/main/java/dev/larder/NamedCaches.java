package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.StorageException;
import dev.larder.storage.StoreClosedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Caches by name, each in a directory of its own in {@code root}, one object for each name. */
final class NamedCaches {

    private static final String DATABASE = "cache.db";

    private final Path root;
    private final CacheOptions<?, ?> template;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<CollectionName, Named<?, ?>> opened = new HashMap<>();
    private boolean closed;

    /** @param template how to open them, but for place, codecs and settings */
    NamedCaches(Path root, CacheOptions<?, ?> template) {
        this.root = root;
        this.template = template;
    }

    private record Named<K, V>(Codec<K> keys, Codec<V> values, Cache<K, V> cache) {

        boolean isOf(Codec<?> keys, Codec<?> values) {
            return this.keys.name().equals(keys.name()) && this.values.name().equals(values.name());
        }
    }

    /**
     * The cache with this name, opened and made if need be.
     *
     * @throws IllegalArgumentException if there cannot be one with this name
     * @throws IllegalStateException if it was asked for with other codecs before
     */
    <K, V> Cache<K, V> get(String name, Codec<K> keys, Codec<V> values) {
        CollectionName checked = new CollectionName(Objects.requireNonNull(name, "name"));
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(values, "values");
        lock.lock();
        try {
            if (closed && !template.reopening()) {
                throw new StoreClosedException("The cache in " + root.getParent() + " is closed");
            }
            Named<?, ?> known = opened.get(checked);
            if (known == null) {
                requireApart(checked);
                Named<K, V> made = new Named<>(keys, values, open(checked.in(root), keys, values));
                opened.put(checked, made);
                return made.cache;
            }
            if (!known.isOf(keys, values)) {
                throw new IllegalStateException("The cache '" + name + "' is in use with the codecs "
                        + known.keys.name() + " and " + known.values.name() + ", not with " + keys.name() + " and "
                        + values.name() + "; use one pair of codecs for it");
            }
            @SuppressWarnings("unchecked") // codecs of one name are of one type
            Cache<K, V> cache = (Cache<K, V>) known.cache;
            return cache;
        } finally {
            lock.unlock();
        }
    }

    private <K, V> Cache<K, V> open(Path directory, Codec<K> keys, Codec<V> values) {
        CacheOptions<K, V> options = CacheOptions.at(directory)
                .clock(template.config().clock())
                .durability(template.config().durability())
                .checkGracePeriod(template.config().checkGracePeriod())
                .keys(keys)
                .values(values);
        if (template.config().allowNetworkDisk()) {
            options = options.allowNetworkFileSystem();
        }
        if (!template.reopening()) {
            options = options.refuseReopening();
        }
        return options.open();
    }

    /** Python's check of a cache removes whatever else lies in its directory, other caches too. */
    private void requireApart(CollectionName name) {
        Path directory = name.in(root);
        for (Path parent : name.parents(root)) {
            if (isCache(parent)) {
                throw new IllegalArgumentException("There cannot be a cache '" + name.name() + "': it would lie inside"
                        + " the cache '" + root.relativize(parent) + "'; choose a name that does not begin so");
            }
        }
        if (!isCache(directory) && containsCache(directory)) {
            throw new IllegalArgumentException("There cannot be a cache '" + name.name()
                    + "': there are caches inside its directory " + directory + "; choose another name");
        }
    }

    private static boolean isCache(Path directory) {
        return Files.exists(directory.resolve(DATABASE));
    }

    private static boolean containsCache(Path directory) {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.anyMatch(NamedCaches::isCache);
        } catch (IOException e) {
            throw new StorageException("The directory " + directory + " cannot be looked through: " + e, e);
        }
    }

    /** Closes them all; they open again when they are used, as their owner does. */
    void close() {
        lock.lock();
        try {
            closed = true;
            opened.values().forEach(named -> named.cache.close());
        } finally {
            lock.unlock();
        }
    }
}
