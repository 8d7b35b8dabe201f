package dev.larder;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is there in a larder. Most collections have stores. Locks and counters are rows of a cache that is the larder's
 * own, and so are their names: a lock may have no row while it is free, and a counter none while it is zero.
 *
 * @param own the larder's own cache, which is made when it is asked for
 */
record LarderPlaces(LarderRoot stores, Supplier<Cache<Object, Object>> own) implements CollectionPlaces {

    /** The cache that is the larder's own. */
    static final CollectionName OWN = new CollectionName("larder");

    private static final String NAMES = "name/";

    @Override
    public Object root() {
        return stores.root();
    }

    static boolean isOwn(CollectionKind kind, CollectionName name) {
        return kind == CollectionKind.CACHE && name.equals(OWN);
    }

    @Override
    public boolean has(CollectionKind kind, CollectionName name) {
        return kind.hasDirectory()
                ? !isOwn(kind, name) && stores.has(kind, name)
                : kind.toString().equals(own.get().get(NAMES + name.name()));
    }

    /** Remembers that there is a lock or a counter with this name; returns the key of its row. */
    String remember(CollectionKind kind, CollectionName name) {
        if (!has(kind, name)) {
            own.get().set(NAMES + name.name(), kind.toString());
        }
        return kind + "/" + name.name();
    }

    @Override
    public void requireApart(CollectionKind kind, CollectionName name) {
        if (kind.hasDirectory()) {
            stores.requireApart(kind, name);
        }
    }

    @Override
    public List<NamedCollection> list() {
        Stream<NamedCollection> others =
                stores.list().stream().filter(each -> !isOwn(each.kind(), new CollectionName(each.name())));
        return Stream.concat(others, rows()).sorted().toList();
    }

    /** The locks and counters; looking for them does not make the cache. */
    private Stream<NamedCollection> rows() {
        return stores.has(CollectionKind.CACHE, OWN)
                ? own.get().entries(Order.KEY).flatMap(LarderPlaces::named)
                : Stream.empty();
    }

    private static Stream<NamedCollection> named(Entry<Object, Object> row) {
        return row.key() instanceof String key && key.startsWith(NAMES)
                ? Stream.of(CollectionKind.LOCK, CollectionKind.COUNTER)
                        .filter(kind -> kind.toString().equals(row.value()))
                        .map(kind -> new NamedCollection(kind, key.substring(NAMES.length())))
                : Stream.empty();
    }
}
