package dev.larder.jooq;

import dev.larder.storage.tables.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.ConnectionProvider;
import org.jooq.impl.DefaultConnectionProvider;

/** The one connection of a transaction of the application. */
record JoinedConnections(ConnectionProvider provider) implements ConnectionSource {

    static JoinedConnections of(Connection connection) {
        return new JoinedConnections(new DefaultConnectionProvider(connection));
    }

    @Override
    public Connection acquire() throws SQLException {
        Connection connection = provider.acquire();
        if (connection == null) {
            throw new SQLException("The configuration has no connection");
        }
        if (connection.getAutoCommit()) {
            provider.release(connection);
            throw new IllegalStateException("The connection is in no transaction: auto-commit is on. Call this within"
                    + " a transaction, with the configuration or the connection that belongs to it");
        }
        return connection;
    }

    @Override
    public void release(Connection connection) {
        provider.release(connection);
    }

    @Override
    public boolean isJoined() {
        return true;
    }
}
