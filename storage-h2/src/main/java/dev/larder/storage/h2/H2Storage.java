package dev.larder.storage.h2;

import dev.larder.storage.NamedStorage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.tables.Transactions;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A collection in an H2 database. Immutable and thread-safe. */
public final class H2Storage implements NamedStorage {

    /** Name of the collection where none is chosen. */
    static final String DEFAULT = "default";

    private final H2Database database;
    private final String collection;
    private final @Nullable Transactions together;

    H2Storage(H2Database database, String collection) {
        this(database, collection, null);
    }

    private H2Storage(H2Database database, String collection, @Nullable Transactions together) {
        this.database = database;
        this.collection = collection;
        this.together = together;
    }

    @Override
    public String name() {
        return collection;
    }

    @Override
    public H2Storage named(String name) {
        return new H2Storage(database, name, together);
    }

    @Override
    public H2Storage together() {
        return new H2Storage(database, collection, Transactions.together());
    }

    @Override
    public Store open(StoreConfig config) {
        return database.open(collection, config, together);
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
