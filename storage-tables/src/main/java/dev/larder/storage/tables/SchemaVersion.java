package dev.larder.storage.tables;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Which version the tables have, by one statement, so that Flyway is started only where it has something to do. */
final class SchemaVersion {

    /** No table, no schema: those of PostgreSQL, then those of H2. */
    private static final Set<String> NOT_THERE = Set.of("42P01", "3F000", "42S02", "42S03", "42S04", "90079");

    private static final Field<String> VERSION = field(name("version"), SQLDataType.VARCHAR);
    private static final Field<Boolean> SUCCESS = field(name("success"), SQLDataType.BOOLEAN);

    private SchemaVersion() {}

    /** The version, or 0 if Flyway has noted none. */
    static int find(Dialect dialect, DataSource dataSource, @Nullable String schema) throws SQLException {
        DSLContext renderer = DSL.using(dialect.jooq());
        String query = renderer.renderInlined(select(max(VERSION.cast(SQLDataType.INTEGER)))
                .from(table(schema == null ? name(TableDatabase.HISTORY) : name(schema, TableDatabase.HISTORY)))
                .where(SUCCESS));
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            if (isNotThere(dialect, e)) {
                return 0;
            }
            throw e;
        }
    }

    /** SQLite has one code for whatever is wrong with a statement. */
    static boolean isNotThere(Dialect dialect, SQLException e) {
        return dialect == Dialect.SQLITE
                ? String.valueOf(e.getMessage()).contains("no such table")
                : NOT_THERE.contains(String.valueOf(e.getSQLState()));
    }
}
