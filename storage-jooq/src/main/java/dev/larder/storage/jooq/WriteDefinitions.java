package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import org.jooq.Condition;
import org.jooq.Field;
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
        return insertInto(CACHE)
                .columns(
                        CACHE.KEY,
                        CACHE.RAW,
                        CACHE.STORE_TIME,
                        CACHE.EXPIRE_TIME,
                        CACHE.ACCESS_TIME,
                        CACHE.TAG,
                        CACHE.MODE,
                        CACHE.VALUE)
                .values(
                        parameter(CACHE.KEY, "key"),
                        parameter(CACHE.RAW, "raw"),
                        parameter(CACHE.STORE_TIME, "storeTime"),
                        parameter(CACHE.EXPIRE_TIME, "expireTime"),
                        parameter(CACHE.ACCESS_TIME, "accessTime"),
                        parameter(CACHE.TAG, "tag"),
                        parameter(CACHE.MODE, "mode"),
                        parameter(CACHE.VALUE, "value"))
                .onConflict(CACHE.KEY, CACHE.RAW)
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
        return insertInto(CACHE)
                .columns(
                        CACHE.KEY,
                        CACHE.RAW,
                        CACHE.STORE_TIME,
                        CACHE.EXPIRE_TIME,
                        CACHE.ACCESS_TIME,
                        CACHE.TAG,
                        CACHE.SIZE,
                        CACHE.MODE,
                        CACHE.FILENAME,
                        CACHE.VALUE)
                .values(
                        parameter(CACHE.KEY, "key"),
                        parameter(CACHE.RAW, "raw"),
                        parameter(CACHE.STORE_TIME, "storeTime"),
                        parameter(CACHE.EXPIRE_TIME, "expireTime"),
                        parameter(CACHE.ACCESS_TIME, "accessTime"),
                        parameter(CACHE.TAG, "tag"),
                        parameter(CACHE.SIZE, "size"),
                        parameter(CACHE.MODE, "mode"),
                        parameter(CACHE.FILENAME, "filename"),
                        parameter(CACHE.VALUE, "value"))
                .onConflict(CACHE.KEY, CACHE.RAW)
                .doNothing();
    }

    static Query replace() {
        return update(CACHE)
                .set(CACHE.STORE_TIME, parameter(CACHE.STORE_TIME, "storeTime"))
                .set(CACHE.EXPIRE_TIME, parameter(CACHE.EXPIRE_TIME, "expireTime"))
                .set(CACHE.ACCESS_TIME, parameter(CACHE.ACCESS_TIME, "accessTime"))
                .set(CACHE.ACCESS_COUNT, inline(0L))
                .set(CACHE.TAG, parameter(CACHE.TAG, "tag"))
                .set(CACHE.SIZE, parameter(CACHE.SIZE, "size"))
                .set(CACHE.MODE, parameter(CACHE.MODE, "mode"))
                .set(CACHE.FILENAME, parameter(CACHE.FILENAME, "filename"))
                .set(CACHE.VALUE, parameter(CACHE.VALUE, "value"))
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
