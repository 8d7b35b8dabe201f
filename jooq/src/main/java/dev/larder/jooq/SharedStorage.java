package dev.larder.jooq;

import dev.larder.storage.Capability;
import dev.larder.storage.NamedStorage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.tables.ConnectionSource;
import dev.larder.storage.tables.Dialect;
import dev.larder.storage.tables.Polling;
import dev.larder.storage.tables.TableDatabase;
import dev.larder.storage.tables.Transactions;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The collections in an application's database, as those see them who use certain connections. */
final class SharedStorage implements NamedStorage {

    private static final String DEFAULT = "default";

    private final TableDatabase tables;
    private final String collection;
    private final @Nullable Transactions together;

    SharedStorage(Dialect dialect, ConnectionSource connections, @Nullable String schema) {
        this(
                new TableDatabase(
                        dialect,
                        connections,
                        null,
                        schema,
                        "the application's database",
                        null,
                        new Polling(),
                        Set.of(Capability.PERSISTENT, Capability.MULTIPLE_PROCESSES)),
                DEFAULT,
                null);
    }

    private SharedStorage(TableDatabase tables, String collection, @Nullable Transactions together) {
        this.tables = tables;
        this.collection = collection;
        this.together = together;
    }

    @Override
    public String name() {
        return collection;
    }

    @Override
    public NamedStorage named(String name) {
        return new SharedStorage(tables, name, together);
    }

    @Override
    public NamedStorage together() {
        return new SharedStorage(tables, collection, Transactions.together());
    }

    @Override
    public List<String> names() {
        return tables.collections();
    }

    /** Accesses are recorded at once: later the transaction is over. */
    @Override
    public Store open(StoreConfig config) {
        return tables.open(collection, config.withExactAccess(true), together, () -> {});
    }

    @Override
    public URI uri() {
        return URI.create("larder-application:database");
    }
}
