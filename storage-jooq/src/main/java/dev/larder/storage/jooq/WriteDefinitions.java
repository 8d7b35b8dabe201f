package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.InsertSetMoreStep;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.UpdateSetMoreStep;
import org.jooq.impl.SQLDataType;

/** Statements that change rows. None replaces a row by deleting it, which the triggers would not see. */
final class WriteDefinitions {

    private WriteDefinitions() {}

    /**
     * Writes a value that lies in its row, unless the row that is there names a file, which somebody then has to
     * remove. It leaves the size alone, which is 0 on both sides, so that the trigger on it does not run.
     */
    static Query upsertInline() {
        return upsert(insertInto(CACHE).set(inlineColumns()));
    }

    static Query upsertInlineBehindRoom() {
        return upsert(insertInto(CACHE).set(CACHE.ROWID, behindRoom()).set(inlineColumns()));
    }

    private static Map<Field<?>, Field<?>> inlineColumns() {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(CACHE.KEY, parameter(CACHE.KEY, "key"));
        columns.put(CACHE.RAW, parameter(CACHE.RAW, "raw"));
        columns.put(CACHE.STORE_TIME, parameter(CACHE.STORE_TIME, "storeTime"));
        columns.put(CACHE.EXPIRE_TIME, parameter(CACHE.EXPIRE_TIME, "expireTime"));
        columns.put(CACHE.ACCESS_TIME, parameter(CACHE.ACCESS_TIME, "accessTime"));
        columns.put(CACHE.TAG, parameter(CACHE.TAG, "tag"));
        columns.put(CACHE.MODE, parameter(CACHE.MODE, "mode"));
        columns.put(CACHE.VALUE, parameter(CACHE.VALUE, "value"));
        return columns;
    }

    /** The place of the first row of all; of others null, for which SQLite takes the next. */
    private static Field<Long> behindRoom() {
        return when(notExists(selectOne().from(CACHE)), parameter(CACHE.ROWID, "first"));
    }

    private static Query upsert(InsertSetMoreStep<Record> insert) {
        return insert.onConflict(CACHE.KEY, CACHE.RAW)
                .doUpdate()
                .set(CACHE.STORE_TIME, laterThanBefore())
                .set(CACHE.EXPIRE_TIME, excluded(CACHE.EXPIRE_TIME))
                .set(CACHE.ACCESS_TIME, excluded(CACHE.ACCESS_TIME))
                .set(CACHE.ACCESS_COUNT, inline(0L))
                .set(CACHE.TAG, excluded(CACHE.TAG))
                .set(CACHE.MODE, excluded(CACHE.MODE))
                .set(CACHE.VALUE, excluded(CACHE.VALUE))
                .where(CACHE.FILENAME.isNull().and(CACHE.SIZE.eq(inline(0L))));
    }

    /** The time of a row is its version, so it differs from the one before even if the clock does not, or goes back. */
    private static Field<Double> laterThanBefore() {
        return when(CACHE.STORE_TIME.ge(excluded(CACHE.STORE_TIME)), CACHE.STORE_TIME.plus(inline(TableRow.TICK)))
                .otherwise(excluded(CACHE.STORE_TIME));
    }

    static Query insertIfAbsent() {
        return ifAbsent(insertInto(CACHE).set(columns()));
    }

    static Query insertIfAbsentBehindRoom() {
        return ifAbsent(insertInto(CACHE).set(CACHE.ROWID, behindRoom()).set(columns()));
    }

    private static Query ifAbsent(InsertSetMoreStep<Record> insert) {
        return insert.onConflict(CACHE.KEY, CACHE.RAW).doNothing();
    }

    private static Map<Field<?>, Field<?>> columns() {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(CACHE.KEY, parameter(CACHE.KEY, "key"));
        columns.put(CACHE.RAW, parameter(CACHE.RAW, "raw"));
        columns.putAll(valueColumns());
        return columns;
    }

    /** All that is new when a row is written. */
    private static Map<Field<?>, Field<?>> valueColumns() {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(CACHE.STORE_TIME, parameter(CACHE.STORE_TIME, "storeTime"));
        columns.put(CACHE.EXPIRE_TIME, parameter(CACHE.EXPIRE_TIME, "expireTime"));
        columns.put(CACHE.ACCESS_TIME, parameter(CACHE.ACCESS_TIME, "accessTime"));
        columns.put(CACHE.TAG, parameter(CACHE.TAG, "tag"));
        columns.put(CACHE.SIZE, parameter(CACHE.SIZE, "size"));
        columns.put(CACHE.MODE, parameter(CACHE.MODE, "mode"));
        columns.put(CACHE.FILENAME, parameter(CACHE.FILENAME, "filename"));
        columns.put(CACHE.VALUE, parameter(CACHE.VALUE, "value"));
        return columns;
    }

    static Query replace() {
        return update(CACHE)
                .set(valueColumns())
                .set(CACHE.ACCESS_COUNT, inline(0L))
                .where(isAtPlace());
    }

    static Query setNumber() {
        return number().where(isAtPlace());
    }

    static Query setNumberAndAccessTime() {
        return number().set(CACHE.ACCESS_TIME, parameter(CACHE.ACCESS_TIME, "accessTime"))
                .where(isAtPlace());
    }

    static Query setNumberAndAccessCount() {
        return number().set(CACHE.ACCESS_COUNT, CACHE.ACCESS_COUNT.plus(inline(1L)))
                .where(isAtPlace());
    }

    private static UpdateSetMoreStep<Record> number() {
        return update(CACHE)
                .set(CACHE.STORE_TIME, parameter(CACHE.STORE_TIME, "storeTime"))
                .set(CACHE.VALUE, parameter(CACHE.VALUE, "value"));
    }

    static Query touchLive() {
        return update(CACHE)
                .set(CACHE.EXPIRE_TIME, parameter(CACHE.EXPIRE_TIME, "expireTime"))
                .where(FindDefinitions.hasKey().and(FindDefinitions.isLive()));
    }

    static Query touch() {
        return update(CACHE)
                .set(CACHE.EXPIRE_TIME, parameter(CACHE.EXPIRE_TIME, "expireTime"))
                .where(isAtPlace());
    }

    static Query correctSize() {
        return update(CACHE).set(CACHE.SIZE, parameter(CACHE.SIZE, "size")).where(isAtPlace());
    }

    /**
     * A row written after the access has an access time after it, so that the record of an access never reaches another
     * row at its place.
     */
    static Query raiseAccessTime() {
        return update(CACHE)
                .set(CACHE.ACCESS_TIME, parameter(CACHE.ACCESS_TIME, "time"))
                .where(isAtPlace().and(CACHE.ACCESS_TIME.lt(parameter(CACHE.ACCESS_TIME, "time"))));
    }

    /** The access time is that of writing, for under the policy that counts accesses nothing else sets it. */
    static Query addAccessCount() {
        Param<Long> times = param("times", SQLDataType.BIGINT);
        return update(CACHE)
                .set(CACHE.ACCESS_COUNT, CACHE.ACCESS_COUNT.plus(times))
                .where(isAtPlace().and(CACHE.ACCESS_TIME.le(parameter(CACHE.ACCESS_TIME, "time"))));
    }

    static Query removeLive(boolean withValue) {
        return deleteFrom(CACHE)
                .where(FindDefinitions.hasKey().and(FindDefinitions.isLive()))
                .returningResult(FindDefinitions.columns(withValue));
    }

    static Query delete() {
        return deleteFrom(CACHE).where(isAtPlace());
    }

    private static Condition isAtPlace() {
        return CACHE.ROWID.eq(parameter(CACHE.ROWID, "rowid"));
    }

    private static <T> Field<T> parameter(TableField<Record, T> column, String name) {
        return param(name, column);
    }
}
