package dev.larder.storage.tables;

import static dev.larder.storage.tables.schema.Tables.LARDER_ENTRY;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import org.jooq.Condition;
import org.jooq.OrderField;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SelectLimitPercentStep;

/** Statements that list rows of a collection, in some order and a limited number at a time. */
final class ListStatements {

    private ListStatements() {}

    private static SelectConditionStep<Record> rows(boolean withValue) {
        return select(EntryStatements.columns(withValue)).from(LARDER_ENTRY).where(EntryStatements.isOfCollection());
    }

    /** The heads alone are what an index can find; the rests decide where the heads are the same. */
    static Condition isInSpan() {
        return LARDER_ENTRY
                .KEY_HEAD
                .ge(Parameter.LOW_HEAD.as(LARDER_ENTRY.KEY_HEAD))
                .and(LARDER_ENTRY.KEY_HEAD.le(Parameter.HIGH_HEAD.as(LARDER_ENTRY.KEY_HEAD)))
                .and(row(LARDER_ENTRY.KEY_HEAD, LARDER_ENTRY.KEY_REST)
                        .ge(row(
                                Parameter.LOW_HEAD.as(LARDER_ENTRY.KEY_HEAD),
                                Parameter.LOW_REST.as(LARDER_ENTRY.KEY_REST))))
                .and(row(LARDER_ENTRY.KEY_HEAD, LARDER_ENTRY.KEY_REST)
                        .lt(row(
                                Parameter.HIGH_HEAD.as(LARDER_ENTRY.KEY_HEAD),
                                Parameter.HIGH_REST.as(LARDER_ENTRY.KEY_REST))));
    }

    static Query byPlace(boolean backward, boolean withValue) {
        return rows(withValue)
                .and(LARDER_ENTRY.PLACE.gt(Parameter.AFTER.as(LARDER_ENTRY.PLACE)))
                .and(LARDER_ENTRY.PLACE.le(Parameter.UP_TO.as(LARDER_ENTRY.PLACE)))
                .and(isInSpan())
                .orderBy(backward ? LARDER_ENTRY.PLACE.desc() : LARDER_ENTRY.PLACE.asc())
                .limit(Parameter.LIMIT.asInteger());
    }

    static Query byKey(boolean backward, boolean withValue) {
        return rows(withValue)
                .and(isInSpan())
                .orderBy(
                        backward ? LARDER_ENTRY.KEY_HEAD.desc() : LARDER_ENTRY.KEY_HEAD.asc(),
                        backward ? LARDER_ENTRY.KEY_REST.desc() : LARDER_ENTRY.KEY_REST.asc())
                .limit(Parameter.LIMIT.asInteger());
    }

    static Query countKeys() {
        return select(count())
                .from(LARDER_ENTRY)
                .where(EntryStatements.isOfCollection())
                .and(isInSpan());
    }

    /** Rows to be removed; where writers meet at rows, those that nobody else is just changing. */
    private static Query first(Dialect dialect, SelectConditionStep<Record> rows, OrderField<?>... order) {
        SelectLimitPercentStep<Record> first = rows.orderBy(order).limit(Parameter.LIMIT.asInteger());
        return dialect.hasOneWriter() ? first : first.forUpdate().skipLocked();
    }

    static Query expired(Dialect dialect) {
        return first(
                dialect,
                rows(false).and(LARDER_ENTRY.EXPIRE_TIME.lt(Parameter.NOW.as(LARDER_ENTRY.EXPIRE_TIME))),
                LARDER_ENTRY.EXPIRE_TIME);
    }

    static Query tagged(Dialect dialect) {
        return first(
                dialect,
                rows(false).and(LARDER_ENTRY.TAG_HASH.eq(Parameter.TAG_HASH.as(LARDER_ENTRY.TAG_HASH))),
                LARDER_ENTRY.ID);
    }

    static Query upTo(Dialect dialect) {
        return first(
                dialect,
                rows(false).and(LARDER_ENTRY.PLACE.le(Parameter.UP_TO.as(LARDER_ENTRY.PLACE))),
                LARDER_ENTRY.PLACE);
    }

    static Query storedLongestAgo(Dialect dialect) {
        return first(dialect, rows(false), LARDER_ENTRY.STORE_TIME, LARDER_ENTRY.ID);
    }

    static Query usedLongestAgo(Dialect dialect) {
        return first(dialect, rows(false), LARDER_ENTRY.ACCESS_TIME, LARDER_ENTRY.ID);
    }

    static Query usedLeast(Dialect dialect) {
        return first(dialect, rows(false), LARDER_ENTRY.ACCESS_COUNT, LARDER_ENTRY.ID);
    }

    static Query earliestExpiry() {
        return select(min(LARDER_ENTRY.EXPIRE_TIME)).from(LARDER_ENTRY).where(EntryStatements.isOfCollection());
    }

    static Query withKeys(Dialect dialect) {
        return first(dialect, rows(false).and(isInSpan()), LARDER_ENTRY.KEY_HEAD, LARDER_ENTRY.KEY_REST);
    }

    /** Rows whose values lie in chunks, behind one with this id. */
    static Query withContent() {
        return rows(false)
                .and(LARDER_ENTRY.CONTENT.isNotNull())
                .and(LARDER_ENTRY.ID.gt(Parameter.AFTER.as(LARDER_ENTRY.ID)))
                .orderBy(LARDER_ENTRY.ID)
                .limit(Parameter.LIMIT.asInteger());
    }
}
