package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.octetLength;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.substring;
import static org.jooq.impl.DSL.trim;
import static org.jooq.impl.DSL.unquotedName;

import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.SQLDataType;

/** Statements that find the first row at an end of a sequence. */
final class EndDefinitions {

    private static final int DIGITS = 15;

    private EndDefinitions() {}

    static Query oldest(boolean withValue) {
        return rows(withValue)
                .and(CACHE.ROWID.gt(param("after", CACHE.ROWID)))
                .and(FindDefinitions.isLive())
                .orderBy(CACHE.ROWID.asc())
                .limit(inline(1));
    }

    static Query newest(boolean withValue) {
        return rows(withValue)
                .and(CACHE.ROWID.lt(param("before", CACHE.ROWID)))
                .and(FindDefinitions.isLive())
                .orderBy(CACHE.ROWID.desc())
                .limit(inline(1));
    }

    static Query numberFront(boolean withValue) {
        return numbers(withValue).orderBy(CACHE.KEY.asc()).limit(inline(1));
    }

    static Query numberBack(boolean withValue) {
        return numbers(withValue).orderBy(CACHE.KEY.desc()).limit(inline(1));
    }

    static Query nameFront(boolean withValue) {
        return names(withValue).orderBy(CACHE.KEY.asc()).limit(inline(1));
    }

    static Query nameBack(boolean withValue) {
        return names(withValue).orderBy(CACHE.KEY.desc()).limit(inline(1));
    }

    /** Keys of a queue without prefix: integers, not floating-point numbers. */
    private static SelectConditionStep<Record> numbers(boolean withValue) {
        Field<String> type = function(unquotedName("typeof"), String.class, CACHE.KEY);
        return between(withValue).and(type.eq(inline("integer"))).and(FindDefinitions.isLive());
    }

    /**
     * Keys of a queue with a prefix: between the prefix with fifteen zeros and the prefix with fifteen nines, thus
     * texts with that prefix, of the right length and with nothing but digits at the end. The length is in bytes and
     * the end is cut from bytes, because SQLite's text functions stop at a NUL.
     */
    private static SelectConditionStep<Record> names(boolean withValue) {
        Field<String> bytes = CACHE.KEY.cast(SQLDataType.BLOB).coerce(SQLDataType.VARCHAR);
        Field<String> end = substring(bytes, inline(-DIGITS)).cast(SQLDataType.VARCHAR);
        return between(withValue)
                .and(octetLength(bytes).eq(param("bytes", SQLDataType.INTEGER)))
                .and(trim(end, inline("0123456789")).eq(inline("")))
                .and(FindDefinitions.isLive());
    }

    private static SelectConditionStep<Record> between(boolean withValue) {
        return rows(withValue)
                .and(CACHE.RAW.eq(inline(1)))
                .and(CACHE.KEY.gt(param("after", CACHE.KEY)))
                .and(CACHE.KEY.lt(param("before", CACHE.KEY)));
    }

    private static SelectConditionStep<Record> rows(boolean withValue) {
        return select(FindDefinitions.columns(withValue)).from(CACHE).where(FindDefinitions.isListed());
    }
}
