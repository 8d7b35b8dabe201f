package dev.larder.storage.tables;

import static dev.larder.storage.tables.schema.Tables.LARDER_ENTRY;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import dev.larder.storage.Encoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.InsertOnConflictConditionStep;
import org.jooq.InsertSetMoreStep;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** Statements on single rows. Each names the collection. */
final class EntryStatements {

    /** Rows begin here, so that there is room before them. */
    private static final long FIRST_PLACE = 1L << 40;

    private EntryStatements() {}

    /** In the order in which {@link EntryRow} reads them. */
    static List<Field<?>> columns(boolean withValue) {
        List<Field<?>> columns = new ArrayList<>(List.of(
                LARDER_ENTRY.ID,
                LARDER_ENTRY.PLACE,
                LARDER_ENTRY.KEY_KIND,
                LARDER_ENTRY.KEY_HEAD,
                LARDER_ENTRY.KEY_REST,
                LARDER_ENTRY.STORE_TIME,
                LARDER_ENTRY.EXPIRE_TIME,
                LARDER_ENTRY.ACCESS_TIME,
                LARDER_ENTRY.ACCESS_COUNT,
                LARDER_ENTRY.TAG_KIND,
                LARDER_ENTRY.TAG_CODE,
                LARDER_ENTRY.ENCODING,
                LARDER_ENTRY.CONTENT,
                LARDER_ENTRY.SIZE,
                LARDER_ENTRY.VALUE_KIND));
        if (withValue) {
            columns.addAll(List.of(LARDER_ENTRY.INT_VALUE, LARDER_ENTRY.BYTE_VALUE));
        }
        return columns;
    }

    static Condition isOfCollection() {
        return LARDER_ENTRY.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_ENTRY.COLLECTION));
    }

    static Condition hasKey() {
        return isOfCollection()
                .and(LARDER_ENTRY.KEY_HEAD.eq(Parameter.HEAD.as(LARDER_ENTRY.KEY_HEAD)))
                .and(LARDER_ENTRY.KEY_HASH.eq(Parameter.HASH.as(LARDER_ENTRY.KEY_HASH)));
    }

    private static Condition isRow() {
        return isOfCollection().and(LARDER_ENTRY.ID.eq(Parameter.ID.as(LARDER_ENTRY.ID)));
    }

    static Condition isLive() {
        return LARDER_ENTRY
                .EXPIRE_TIME
                .isNull()
                .or(LARDER_ENTRY.EXPIRE_TIME.gt(Parameter.NOW.as(LARDER_ENTRY.EXPIRE_TIME)));
    }

    static Query find(boolean withValue) {
        return byKey(withValue);
    }

    private static SelectConditionStep<Record> byKey(boolean withValue) {
        return select(columns(withValue)).from(LARDER_ENTRY).where(hasKey());
    }

    private static SelectConditionStep<Record> byKeys(boolean withValue) {
        return select(columns(withValue))
                .from(LARDER_ENTRY)
                .where(isOfCollection())
                .and(LARDER_ENTRY.KEY_HEAD.eq(any(Parameter.HEADS.asByteStrings())));
    }

    /** Rows under many keys, and those whose keys begin as one of them does; for PostgreSQL, which takes a set. */
    static Query findAll(boolean withValue) {
        return byKeys(withValue);
    }

    /** As {@link #findAll}; they are locked in the order of their keys, so that two who do so do not deadlock. */
    static Query findAllForChange() {
        return byKeys(false)
                .orderBy(LARDER_ENTRY.KEY_HEAD, LARDER_ENTRY.KEY_REST)
                .forUpdate();
    }

    /** The row, which nobody else changes until the transaction ends. */
    static Query findForChange(Dialect dialect, boolean withValue) {
        return dialect.hasOneWriter() ? byKey(withValue) : byKey(withValue).forUpdate();
    }

    static Field<Long> placeBehind() {
        return field(
                select(coalesce(max(LARDER_ENTRY.PLACE), inline(FIRST_PLACE)).plus(inline(1L)))
                        .from(LARDER_ENTRY)
                        .where(isOfCollection()));
    }

    /** Unless there is one with the key. */
    static Query insert(Dialect dialect) {
        InsertSetMoreStep<Record> insert = newRow(dialect);
        return dialect.hasOneWriter()
                ? insert
                : insert.onConflict(identity(dialect)).doNothing();
    }

    private static InsertSetMoreStep<Record> newRow(Dialect dialect) {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(LARDER_ENTRY.COLLECTION, Parameter.COLLECTION.as(LARDER_ENTRY.COLLECTION));
        columns.put(LARDER_ENTRY.PLACE, dialect.nextPlace());
        columns.put(LARDER_ENTRY.KEY_KIND, Parameter.KEY_KIND.as(LARDER_ENTRY.KEY_KIND));
        columns.put(LARDER_ENTRY.KEY_HEAD, Parameter.HEAD.as(LARDER_ENTRY.KEY_HEAD));
        columns.put(LARDER_ENTRY.KEY_REST, Parameter.REST.as(LARDER_ENTRY.KEY_REST));
        columns.put(LARDER_ENTRY.KEY_HASH, Parameter.HASH.as(LARDER_ENTRY.KEY_HASH));
        columns.put(LARDER_ENTRY.ACCESS_COUNT, inline(0L));
        columns.putAll(valueColumns());
        return insertInto(LARDER_ENTRY).set(columns);
    }

    static List<Field<?>> identity(Dialect dialect) {
        return List.of(
                LARDER_ENTRY.COLLECTION,
                LARDER_ENTRY.KEY_HEAD,
                dialect == Dialect.POSTGRESQL ? LARDER_ENTRY.KEY_HASH : LARDER_ENTRY.KEY_REST);
    }

    /** All that is new when a row is written. */
    static Map<Field<?>, Field<?>> valueColumns() {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(LARDER_ENTRY.STORE_TIME, Parameter.STORE_TIME.as(LARDER_ENTRY.STORE_TIME));
        columns.put(LARDER_ENTRY.EXPIRE_TIME, Parameter.EXPIRE_TIME.as(LARDER_ENTRY.EXPIRE_TIME));
        columns.put(LARDER_ENTRY.ACCESS_TIME, Parameter.ACCESS_TIME.as(LARDER_ENTRY.ACCESS_TIME));
        columns.put(LARDER_ENTRY.TAG_KIND, Parameter.TAG_KIND.as(LARDER_ENTRY.TAG_KIND));
        columns.put(LARDER_ENTRY.TAG_CODE, Parameter.TAG_CODE.as(LARDER_ENTRY.TAG_CODE));
        columns.put(LARDER_ENTRY.TAG_HASH, Parameter.TAG_HASH.as(LARDER_ENTRY.TAG_HASH));
        columns.put(LARDER_ENTRY.ENCODING, Parameter.ENCODING.as(LARDER_ENTRY.ENCODING));
        columns.put(LARDER_ENTRY.VALUE_KIND, Parameter.VALUE_KIND.as(LARDER_ENTRY.VALUE_KIND));
        columns.put(LARDER_ENTRY.INT_VALUE, Parameter.INT_VALUE.as(LARDER_ENTRY.INT_VALUE));
        columns.put(LARDER_ENTRY.BYTE_VALUE, Parameter.BYTE_VALUE.as(LARDER_ENTRY.BYTE_VALUE));
        columns.put(LARDER_ENTRY.CONTENT, Parameter.CONTENT.as(LARDER_ENTRY.CONTENT));
        columns.put(LARDER_ENTRY.SIZE, Parameter.SIZE.as(LARDER_ENTRY.SIZE));
        columns.put(LARDER_ENTRY.WEIGHT, Parameter.WEIGHT.as(LARDER_ENTRY.WEIGHT));
        return columns;
    }

    /** Writes a value that lies in its row, unless the row before has chunks, which somebody then has to remove. */
    static Query upsert(Dialect dialect) {
        return insertOrReplaceInline(dialect);
    }

    private static InsertOnConflictConditionStep<Record> insertOrReplaceInline(Dialect dialect) {
        Map<Field<?>, Field<?>> changes = new LinkedHashMap<>();
        // not the parameters again: there is what binds none behind the row
        valueColumns().keySet().forEach(column -> changes.put(column, excluded(column)));
        changes.put(LARDER_ENTRY.STORE_TIME, laterThanBefore(excluded(LARDER_ENTRY.STORE_TIME)));
        changes.put(LARDER_ENTRY.ACCESS_COUNT, inline(0L));
        return newRow(dialect)
                .onConflict(identity(dialect))
                .doUpdate()
                .set(changes)
                .where(LARDER_ENTRY.CONTENT.isNull());
    }

    /** As {@link #upsert}, unless there is a row that is live at the time at which this one is stored. */
    static Query insertOrReplaceExpired(Dialect dialect) {
        return insertOrReplaceInline(dialect).and(LARDER_ENTRY.EXPIRE_TIME.le(excluded(LARDER_ENTRY.STORE_TIME)));
    }

    /** Writes a number, or adds to the one there is; unless there is a row that has none to which that can be added. */
    static Query insertOrAdd(Dialect dialect) {
        return newRow(dialect)
                .onConflict(identity(dialect))
                .doUpdate()
                .set(sumColumns())
                .where(canBeAddedTo())
                .returningResult(LARDER_ENTRY.INT_VALUE);
    }

    /** Adds to a number, unless there is none to which that can be added. */
    static Query add() {
        return update(LARDER_ENTRY)
                .set(sumColumns())
                .where(hasKey())
                .and(canBeAddedTo())
                .returningResult(LARDER_ENTRY.INT_VALUE);
    }

    private static Map<Field<?>, Field<?>> sumColumns() {
        Field<Double> access = Parameter.ACCESS_TIME.as(LARDER_ENTRY.ACCESS_TIME);
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(LARDER_ENTRY.INT_VALUE, LARDER_ENTRY.INT_VALUE.plus(Parameter.DELTA.asLong()));
        columns.put(LARDER_ENTRY.STORE_TIME, laterThanBefore(Parameter.STORE_TIME.as(LARDER_ENTRY.STORE_TIME)));
        columns.put(LARDER_ENTRY.ACCESS_COUNT, LARDER_ENTRY.ACCESS_COUNT.plus(Parameter.TIMES.asLong()));
        columns.put(
                LARDER_ENTRY.ACCESS_TIME,
                when(Parameter.USED.asLong().eq(inline(1L)), access).otherwise(LARDER_ENTRY.ACCESS_TIME));
        return columns;
    }

    private static Condition canBeAddedTo() {
        return isLive().and(LARDER_ENTRY.ENCODING.eq(inline(Encoding.NATIVE)))
                .and(LARDER_ENTRY.VALUE_KIND.eq(inline((short) Scalars.INT64)))
                .and(LARDER_ENTRY.INT_VALUE.between(Parameter.LEAST.asLong(), Parameter.MOST.asLong()));
    }

    /** The time of a row is its version, so it differs from the one before even if the clock does not, or goes back. */
    static Field<Double> laterThanBefore(Field<Double> now) {
        return when(LARDER_ENTRY.STORE_TIME.ge(now), LARDER_ENTRY.STORE_TIME.plus(inline(EntryRow.TICK)))
                .otherwise(now);
    }

    static Query replace() {
        return update(LARDER_ENTRY)
                .set(valueColumns())
                .set(LARDER_ENTRY.ACCESS_COUNT, inline(0L))
                .where(isRow());
    }

    static Query setNumber() {
        return update(LARDER_ENTRY)
                .set(LARDER_ENTRY.STORE_TIME, Parameter.STORE_TIME.as(LARDER_ENTRY.STORE_TIME))
                .set(LARDER_ENTRY.VALUE_KIND, Parameter.VALUE_KIND.as(LARDER_ENTRY.VALUE_KIND))
                .set(LARDER_ENTRY.INT_VALUE, Parameter.INT_VALUE.as(LARDER_ENTRY.INT_VALUE))
                .set(LARDER_ENTRY.ACCESS_TIME, Parameter.ACCESS_TIME.as(LARDER_ENTRY.ACCESS_TIME))
                .set(LARDER_ENTRY.ACCESS_COUNT, LARDER_ENTRY.ACCESS_COUNT.plus(Parameter.TIMES.asLong()))
                .where(isRow());
    }

    static Query setKey() {
        return update(LARDER_ENTRY)
                .set(LARDER_ENTRY.KEY_HEAD, Parameter.HEAD.as(LARDER_ENTRY.KEY_HEAD))
                .set(LARDER_ENTRY.KEY_REST, Parameter.REST.as(LARDER_ENTRY.KEY_REST))
                .set(LARDER_ENTRY.KEY_HASH, Parameter.HASH.as(LARDER_ENTRY.KEY_HASH))
                .where(isRow());
    }

    static Query touch() {
        return update(LARDER_ENTRY)
                .set(LARDER_ENTRY.EXPIRE_TIME, Parameter.EXPIRE_TIME.as(LARDER_ENTRY.EXPIRE_TIME))
                .where(isRow());
    }

    static Query touchLive() {
        return update(LARDER_ENTRY)
                .set(LARDER_ENTRY.EXPIRE_TIME, Parameter.EXPIRE_TIME.as(LARDER_ENTRY.EXPIRE_TIME))
                .where(hasKey())
                .and(isLive());
    }

    static Query delete() {
        return deleteFrom(LARDER_ENTRY).where(isRow());
    }

    /** Removes many rows at once, which each trigger then sees at once. */
    static Query deleteAll() {
        return deleteFrom(LARDER_ENTRY).where(isOfCollection()).and(LARDER_ENTRY.ID.eq(any(Parameter.IDS.asNumbers())));
    }

    /** Removes a row, unless it has chunks, which somebody then has to remove. */
    static Query removeLive() {
        return deleteFrom(LARDER_ENTRY)
                .where(hasKey())
                .and(isLive())
                .and(LARDER_ENTRY.CONTENT.isNull())
                .returningResult(columns(true));
    }

    /** A row written after the access has an access time after it, so that the record never reaches another value. */
    static Query raiseAccessTime() {
        return update(LARDER_ENTRY)
                .set(LARDER_ENTRY.ACCESS_TIME, Parameter.NOW.as(LARDER_ENTRY.ACCESS_TIME))
                .where(isRow())
                .and(LARDER_ENTRY.ACCESS_TIME.lt(Parameter.NOW.as(LARDER_ENTRY.ACCESS_TIME)));
    }

    static Query addAccesses() {
        return update(LARDER_ENTRY)
                .set(LARDER_ENTRY.ACCESS_COUNT, LARDER_ENTRY.ACCESS_COUNT.plus(Parameter.TIMES.asLong()))
                .where(isRow())
                .and(LARDER_ENTRY.ACCESS_TIME.le(Parameter.NOW.as(LARDER_ENTRY.ACCESS_TIME)));
    }

    static Query firstPlace() {
        return select(min(LARDER_ENTRY.PLACE)).from(LARDER_ENTRY).where(isOfCollection());
    }

    static Query lastPlace() {
        return select(max(LARDER_ENTRY.PLACE)).from(LARDER_ENTRY).where(isOfCollection());
    }

    static Query move() {
        return update(LARDER_ENTRY)
                .set(LARDER_ENTRY.PLACE, Parameter.PLACE.as(LARDER_ENTRY.PLACE))
                .where(isRow());
    }

    static Query moveLast(Dialect dialect) {
        return update(LARDER_ENTRY).set(LARDER_ENTRY.PLACE, dialect.nextPlace()).where(isRow());
    }
}
