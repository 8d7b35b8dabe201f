package dev.larder.storage.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.ConnectionProvider;

/** The connections of a jOOQ configuration. */
final class ProvidedConnections extends Lender {

    private final ConnectionProvider provider;

    ProvidedConnections(ConnectionProvider provider) {
        this.provider = provider;
    }

    @Override
    Lent lend() throws SQLException {
        Connection connection = provider.acquire();
        if (connection == null) {
            throw new SQLException("The DSLContext has no connection: configure it with a DataSource");
        }
        return new Lent(connection, () -> provider.release(connection));
    }
}
