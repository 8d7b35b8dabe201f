package dev.larder.storage.postgresql;

import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.util.concurrent.atomic.AtomicLong;

/** One set of tables for all tests of a class, each of which gets a collection of its own. */
final class SharedDatabase implements AutoCloseable {

    private static final AtomicLong CLASSES = new AtomicLong();

    private final AtomicLong made = new AtomicLong();
    private final PostgreSqlStorage database = PostgreSql.at(PostgresServer.url())
            .schema("test_" + CLASSES.incrementAndGet())
            .applicationClock();
    private final Store keeper = database.open(StoreConfig.defaults());

    Storage newStorage() {
        return database.named("test " + made.incrementAndGet());
    }

    @Override
    public void close() {
        keeper.close();
    }
}
