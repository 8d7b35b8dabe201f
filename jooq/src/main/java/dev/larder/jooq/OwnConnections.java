package dev.larder.jooq;

import dev.larder.storage.tables.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.ConnectionProvider;

/** Connections of the application's, each for one transaction of Larder's, and given back as they were. */
record OwnConnections(ConnectionProvider provider) implements ConnectionSource {

    @Override
    public Connection acquire() throws SQLException {
        Connection connection = provider.acquire();
        if (connection == null) {
            throw new SQLException("The configuration has no connection");
        }
        if (!connection.getAutoCommit()) {
            provider.release(connection);
            throw new IllegalStateException("The DSLContext is in a transaction: use in(configuration) with the"
                    + " transaction's configuration there");
        }
        return connection;
    }

    @Override
    public void release(Connection connection) {
        provider.release(connection);
    }
}
