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

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SortField;
import org.jooq.impl.SQLDataType;

/** Statements that find the first row at an end of a sequence. */
final class EndDefinitions {

    private static final int DIGITS = 15;

    private EndDefinitions() {}

    static Query oldest(boolean withValue) {
        return first(
                rows(withValue).and(CACHE.ROWID.gt(param("after", CACHE.ROWID))).and(FindDefinitions.isLive()),
                CACHE.ROWID.asc());
    }

    static Query newest(boolean withValue) {
        return first(
                rows(withValue)
                        .and(CACHE.ROWID.lt(param("before", CACHE.ROWID)))
                        .and(FindDefinitions.isLive()),
                CACHE.ROWID.desc());
    }

    static Query numberFront(boolean withValue) {
        return first(numbers(withValue), CACHE.KEY.asc());
    }

    static Query numberBack(boolean withValue) {
        return first(numbers(withValue), CACHE.KEY.desc());
    }

    static Query nameFront(boolean withValue) {
        return first(names(withValue), CACHE.KEY.asc());
    }

    static Query nameBack(boolean withValue) {
        return first(names(withValue), CACHE.KEY.desc());
    }

    private static Query first(SelectConditionStep<Record> rows, SortField<?> order) {
        return rows.orderBy(order).limit(inline(1)).offset(param("offset", SQLDataType.BIGINT));
    }

    private static SelectConditionStep<Record> numbers(boolean withValue) {
        return rows(withValue).and(isBetween()).and(isInteger()).and(FindDefinitions.isLive());
    }

    private static SelectConditionStep<Record> names(boolean withValue) {
        return rows(withValue).and(isBetween()).and(endsInDigits()).and(FindDefinitions.isLive());
    }

    /** Keys of a queue without prefix: integers, not floating-point numbers. */
    static Condition isInteger() {
        return function(unquotedName("typeof"), String.class, CACHE.KEY).eq(inline("integer"));
    }

    /**
     * Keys of a queue with a prefix: between the prefix with fifteen zeros and the prefix with fifteen nines, thus
     * texts with that prefix, of the right length and with nothing but digits at the end. The length is in bytes and
     * the end is cut from bytes, because SQLite's text functions stop at a NUL.
     */
    static Condition endsInDigits() {
        return octetLength(bytes())
                .eq(param("bytes", SQLDataType.INTEGER))
                .and(trim(digits(), inline("0123456789")).eq(inline("")));
    }

    /** The last characters of a key that is a text. */
    static Field<String> digits() {
        return substring(bytes(), inline(-DIGITS)).cast(SQLDataType.VARCHAR);
    }

    private static Field<String> bytes() {
        return CACHE.KEY.cast(SQLDataType.BLOB).coerce(SQLDataType.VARCHAR);
    }

    static Condition isBetween() {
        return CACHE.RAW
                .eq(inline(1))
                .and(CACHE.KEY.gt(param("after", CACHE.KEY)))
                .and(CACHE.KEY.lt(param("before", CACHE.KEY)));
    }

    private static SelectConditionStep<Record> rows(boolean withValue) {
        return select(FindDefinitions.columns(withValue)).from(CACHE).where(FindDefinitions.isListed());
    }
}
