package dev.larder.storage.tables;

import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Statements about the transaction they are in, for PostgreSQL. */
final class TransactionStatements {

    private TransactionStatements() {}

    static Query commit() {
        return DSL.commit();
    }

    /** Before any other statement of the transaction. */
    static Query beSerial() {
        return DSL.query("set transaction isolation level serializable");
    }

    /** Until the transaction ends. */
    static Query boundLocks() {
        return select(function(
                "set_config",
                SQLDataType.VARCHAR,
                inline("lock_timeout"),
                Parameter.LOCK_TIMEOUT.asText(),
                inline(true)));
    }
}
