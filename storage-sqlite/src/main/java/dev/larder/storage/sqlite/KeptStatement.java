package dev.larder.storage.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement without parameters and results that is kept prepared, until it fails: the driver gives up most statements
 * that failed.
 */
final class KeptStatement {

    private final Connection connection;
    private final String sql;
    private @Nullable PreparedStatement prepared;

    KeptStatement(Connection connection, String sql) {
        this.connection = connection;
        this.sql = sql;
    }

    void execute() throws SQLException {
        PreparedStatement statement = prepared;
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared = statement;
        }
        try {
            statement.execute();
        } catch (SQLException e) {
            if (!SqliteErrors.isBusy(e)) {
                prepared = null;
                statement.close();
            }
            throw e;
        }
    }
}
