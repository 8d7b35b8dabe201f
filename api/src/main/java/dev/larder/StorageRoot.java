package dev.larder;

import dev.larder.storage.NamedStorage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Collections that are stores of one storage: named by their kind, a slash, and their name. */
record StorageRoot(NamedStorage storage) implements LarderRoot {

    private static final String MAKING = "making";

    private static String nameOf(CollectionKind kind, CollectionName name) {
        return kind + "/" + name.name();
    }

    @Override
    public Object root() {
        return storage.uri();
    }

    @Override
    public Optional<Path> directory() {
        return Optional.empty();
    }

    @Override
    public Place place(CollectionKind kind, CollectionName name) {
        if (kind == CollectionKind.FANOUT) {
            throw new UnsupportedOperationException(
                    "A cache of shards lies in a directory, one for each shard; in " + root() + " ask for a cache");
        }
        NamedStorage named = storage.named(nameOf(kind, name));
        return () -> named;
    }

    @Override
    public boolean has(CollectionKind kind, CollectionName name) {
        return storage.names().contains(nameOf(kind, name));
    }

    @Override
    public void requireApart(CollectionKind kind, CollectionName name) {
        // stores of a storage do not lie inside each other
    }

    @Override
    public List<NamedCollection> list() {
        return storage.names().stream()
                .flatMap(StorageRoot::collection)
                .sorted()
                .toList();
    }

    private static Stream<NamedCollection> collection(String name) {
        return Arrays.stream(CollectionKind.values())
                .filter(kind -> kind.hasDirectory() && name.startsWith(kind + "/"))
                .map(kind ->
                        new NamedCollection(kind, name.substring(kind.toString().length() + 1)));
    }

    @Override
    public void alone(Cache<Object, Object> own, Runnable work) {
        ReentrantCacheLock making = ReentrantCacheLock.in(own, MAKING);
        making.lock();
        try {
            work.run();
        } finally {
            making.unlock();
        }
    }
}
