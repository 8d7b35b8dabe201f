package dev.larder.storage.h2;

import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.util.concurrent.atomic.AtomicLong;

/** One database in memory for all tests of a class, each of which gets a collection of its own. */
final class SharedMemory implements AutoCloseable {

    private final AtomicLong made = new AtomicLong();
    private final H2Storage database = H2.memory();
    private final Store keeper = database.open(StoreConfig.defaults());

    Storage newStorage() {
        return database.named("test " + made.incrementAndGet());
    }

    @Override
    public void close() {
        keeper.close();
    }
}
