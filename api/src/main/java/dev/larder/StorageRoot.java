package dev.larder;

import dev.larder.storage.NamedStorage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Collections that are stores of one storage: named by their kind, a slash, and their name, as their directories would
 * be. Of a cache of shards there is a store for each shard, and for each collection beneath it.
 *
 * @param prefix with which all their names begin
 */
record StorageRoot(NamedStorage storage, String prefix) implements LarderRoot {

    private static final String MAKING = "making";

    private static final String FIRST_SHARD = ShardStorages.name("", 0);

    private String nameOf(CollectionKind kind, String name) {
        return prefix + kind + "/" + name;
    }

    /** Whether there is such a cache of shards; what lies beneath another one is none. */
    private boolean isFanout(String name, Set<String> stores) {
        for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
            if (stores.contains(firstShard(name.substring(0, slash)))) {
                return false;
            }
        }
        return stores.contains(firstShard(name));
    }

    private String firstShard(String name) {
        return nameOf(CollectionKind.FANOUT, name) + FIRST_SHARD;
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
        NamedStorage named = storage.named(nameOf(kind, name.name()));
        return () -> named;
    }

    @Override
    public boolean has(CollectionKind kind, CollectionName name) {
        List<String> names = storage.names();
        return kind == CollectionKind.FANOUT
                ? isFanout(name.name(), Set.copyOf(names))
                : names.contains(nameOf(kind, name.name()));
    }

    /** What lies beneath a cache of shards has its name before its own; other stores do not lie inside each other. */
    @Override
    public void requireApart(CollectionKind kind, CollectionName name) {
        if (kind != CollectionKind.FANOUT) {
            return;
        }
        for (NamedCollection other : list()) {
            if (other.kind() != kind || other.name().equals(name.name())) {
                continue;
            }
            if (isBeneath(name.name(), other.name()) || isBeneath(other.name(), name.name())) {
                throw new IllegalArgumentException("There cannot be a " + kind + " '" + name.name()
                        + "': it would lie inside the " + kind + " '" + other.name()
                        + "', or that one inside it; choose another name");
            }
        }
    }

    private static boolean isBeneath(String name, String other) {
        return name.startsWith(other + "/");
    }

    @Override
    public List<NamedCollection> list() {
        Set<String> names = Set.copyOf(storage.names());
        return names.stream().flatMap(name -> collection(name, names)).sorted().toList();
    }

    /** The collection that is there because the store is. */
    private Stream<NamedCollection> collection(String store, Set<String> stores) {
        return Arrays.stream(CollectionKind.values())
                .filter(kind -> kind.hasDirectory() && store.startsWith(nameOf(kind, "")))
                .map(kind -> new NamedCollection(
                        kind, store.substring(nameOf(kind, "").length())))
                .flatMap(found ->
                        found.kind() == CollectionKind.FANOUT ? fanout(found.name(), stores) : Stream.of(found));
    }

    /** The cache of shards whose first shard this is, if it is one. */
    private Stream<NamedCollection> fanout(String shard, Set<String> stores) {
        if (!shard.endsWith(FIRST_SHARD)) {
            return Stream.empty();
        }
        String name = shard.substring(0, shard.length() - FIRST_SHARD.length());
        return isFanout(name, stores) ? Stream.of(new NamedCollection(CollectionKind.FANOUT, name)) : Stream.empty();
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
