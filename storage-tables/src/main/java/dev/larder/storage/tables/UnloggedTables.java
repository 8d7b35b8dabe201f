package dev.larder.storage.tables;

import static dev.larder.storage.tables.schema.Tables.LARDER_SETTING;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jooq.impl.DSL;

/**
 * Whether the entries in a PostgreSQL database are kept out of the server's log, so that its crash empties them. They
 * who made them so have left a row that says it.
 */
final class UnloggedTables {

    /** Where the migration lies that makes them so, beside the others, for Flyway. */
    static final String MIGRATIONS = "classpath:META-INF/larder/postgresql-unlogged";

    /** Number of no collection. */
    private static final long NOBODY = 0;

    private static final String SETTING = "larder_unlogged";

    private UnloggedTables() {}

    static boolean areUnlogged(Tx tx) throws SQLException {
        return tx.call(Sql.SETTINGS, NOBODY).list(row -> row.getString(1)).contains(SETTING);
    }

    /** The same where there may be no tables. */
    static boolean areIn(DataSource dataSource, String schema) throws SQLException {
        String query = DSL.using(Dialect.POSTGRESQL.jooq())
                .renderInlined(select(count())
                        .from(table(name(schema, LARDER_SETTING.getName())))
                        .where(LARDER_SETTING.COLLECTION.eq(NOBODY))
                        .and(LARDER_SETTING.NAME.eq(SETTING)));
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1) > 0;
        } catch (SQLException e) {
            if (SchemaVersion.isNotThere(Dialect.POSTGRESQL, e)) {
                return false;
            }
            throw e;
        }
    }
}
