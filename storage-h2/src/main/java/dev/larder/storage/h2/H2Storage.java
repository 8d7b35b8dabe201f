package dev.larder.storage.h2;

import dev.larder.storage.NamedStorage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.net.URI;
import java.util.List;

/** A collection in an H2 database. Immutable and thread-safe. */
public final class H2Storage implements NamedStorage {

    /** Name of the collection where none is chosen. */
    static final String DEFAULT = "default";

    private final H2Database database;
    private final String collection;

    H2Storage(H2Database database, String collection) {
        this.database = database;
        this.collection = collection;
    }

    @Override
    public H2Storage named(String name) {
        return new H2Storage(database, name);
    }

    @Override
    public Store open(StoreConfig config) {
        return database.open(collection, config);
    }

    @Override
    public List<String> names() {
        return database.names();
    }

    @Override
    public URI uri() {
        return database.uri(collection);
    }

    @Override
    public String toString() {
        return "H2Storage[" + uri() + "]";
    }
}
