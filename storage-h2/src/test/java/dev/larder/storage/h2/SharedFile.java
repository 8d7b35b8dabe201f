package dev.larder.storage.h2;

import dev.larder.storage.NamedStorage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One database in a file for all tests of a class, each of which gets a collection of its own. It stays open between
 * them: {@link H2FileLifecycleContractTest} is where files are closed and opened again.
 */
final class SharedFile implements AutoCloseable {

    private final AtomicLong made = new AtomicLong();
    private final H2Storage database;
    private final Store keeper;

    SharedFile(H2Storage database) {
        this.database = database;
        keeper = database.open(StoreConfig.defaults());
    }

    NamedStorage newStorage() {
        return database.named("test " + made.incrementAndGet());
    }

    @Override
    public void close() {
        keeper.close();
    }
}
