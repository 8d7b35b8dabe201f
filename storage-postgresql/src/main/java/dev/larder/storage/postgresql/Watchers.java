package dev.larder.storage.postgresql;

import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;

/** Who waits at which collections, and until when that is known: the table that triggers look into. */
final class Watchers {

    /** The time of the server, not of the transaction. */
    static final Field<OffsetDateTime> SERVER_TIME = function("clock_timestamp", SQLDataType.TIMESTAMPWITHTIMEZONE);

    private static final Field<Long> COLLECTION = field(name("collection"), SQLDataType.BIGINT);
    private static final Field<String> WATCHER = field(name("watcher"), SQLDataType.VARCHAR);
    private static final Field<OffsetDateTime> UNTIL = field(name("until_time"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private final Table<Record> watchers;

    Watchers(String schema) {
        watchers = table(name(schema, "larder_watcher"));
    }

    /** Says that somebody waits at these collections, for so long from now on. */
    void say(Connection connection, String watcher, Set<Long> collections, Duration length) throws SQLException {
        var insert = on(connection).insertInto(watchers, COLLECTION, WATCHER, UNTIL);
        for (Long collection : collections) {
            insert =
                    insert.values(DSL.val(collection), DSL.val(watcher), SERVER_TIME.plus(DayToSecond.valueOf(length)));
        }
        try {
            insert.onConflict(COLLECTION, WATCHER)
                    .doUpdate()
                    .set(UNTIL, excluded(UNTIL))
                    .execute();
        } catch (DataAccessException e) {
            throw cause(e);
        }
    }

    /**
     * Forgets one who waits no more at these collections, and those there who have not said so for long. The time is
     * that of the transaction: engines that spread tables take none that changes meanwhile for what is deleted.
     */
    void forget(Connection connection, String watcher, Set<Long> collections) throws SQLException {
        try {
            on(connection)
                    .deleteFrom(watchers)
                    .where(COLLECTION.in(collections))
                    .and(WATCHER.eq(watcher).or(UNTIL.lt(DSL.currentOffsetDateTime())))
                    .execute();
        } catch (DataAccessException e) {
            throw cause(e);
        }
    }

    private static DSLContext on(Connection connection) {
        return DSL.using(
                connection, SQLDialect.POSTGRES, new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER));
    }

    private static SQLException cause(DataAccessException e) {
        SQLException cause = e.getCause(SQLException.class);
        return cause == null ? new SQLException(e) : cause;
    }
}
