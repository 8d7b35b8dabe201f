package dev.larder.sharding;

import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.postgresql.PostgreSqlStorage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** Three servers for all tests of a JVM, each of which gets a collection of its own. */
final class SharedServers {

    private static final int COUNT = 3;

    private static final AtomicLong MADE = new AtomicLong();

    private SharedServers() {}

    private static final class Running {

        private static final ShardedServers SERVERS = start();
        private static final PostgreSqlStorage STORAGE = SERVERS.storage().applicationClock();
        private static final Store KEEPER = STORAGE.open(StoreConfig.defaults());

        private static ShardedServers start() {
            try {
                return new ShardedServers(COUNT);
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("The servers of the tests could not be started: " + e.getMessage(), e);
            }
        }

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                KEEPER.close();
                SERVERS.close();
            }));
        }
    }

    static ShardedServers get() {
        return Running.SERVERS;
    }

    static Storage newStorage() {
        return Running.STORAGE.named("test " + MADE.incrementAndGet());
    }
}
