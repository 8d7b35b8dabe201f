package dev.larder.storage.postgresql;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Those of a pool of the application. */
record BorrowedConnections(DataSource dataSource) implements Connections {

    @Override
    public DataSource open() {
        return dataSource;
    }

    @Override
    public void close() {
        // the pool is the application's
    }

    @Override
    public @Nullable String url() {
        return null;
    }
}
