package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import dev.larder.storage.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Statements that find rows by key, and what the other definitions share with them. */
final class FindDefinitions {

    private FindDefinitions() {}

    /**
     * The hottest statement. The driver pays for each column on each call, so there are few: where the value lies in a
     * file, the mode is inverted, which makes it negative, and the file and its size take the place of the value.
     */
    static Query value() {
        Condition inline = CACHE.FILENAME.isNull();
        Field<Integer> mode = greatest(coalesce(CACHE.MODE, inline(0)), inline(0));
        Field<Long> size = coalesce(CACHE.SIZE.cast(SQLDataType.BIGINT), inline(0L));
        return select(
                        CACHE.ROWID,
                        CACHE.EXPIRE_TIME,
                        when(inline, mode).otherwise(mode.bitNot()).as("m"),
                        when(inline, CACHE.VALUE)
                                .otherwise(CACHE.FILENAME
                                        .concat(inline("/"))
                                        .concat(size)
                                        .coerce(CACHE.VALUE))
                                .as("v"))
                .from(CACHE)
                .where(hasKey());
    }

    static Query row(boolean withValue) {
        return select(columns(withValue)).from(CACHE).where(hasKey());
    }

    static Query rows(boolean withValue) {
        List<Param<Scalar>> keys = IntStream.range(0, Sql.MANY)
                .mapToObj(i -> DSL.param("key" + i, CACHE.KEY))
                .toList();
        return select(columns(withValue)).from(CACHE).where(CACHE.KEY.in(keys), hasRaw());
    }

    /** The columns of a row, in the order of {@link TableRow}. */
    static List<SelectField<?>> columns(boolean withValue) {
        List<SelectField<?>> columns = new ArrayList<>(List.of(
                CACHE.ROWID,
                CACHE.KEY,
                CACHE.RAW,
                CACHE.STORE_TIME,
                CACHE.EXPIRE_TIME,
                CACHE.ACCESS_TIME,
                CACHE.ACCESS_COUNT,
                CACHE.TAG,
                CACHE.SIZE,
                CACHE.MODE,
                CACHE.FILENAME));
        if (withValue) {
            columns.add(CACHE.VALUE);
        }
        return columns;
    }

    static Condition hasKey() {
        return CACHE.KEY.eq(DSL.param("key", CACHE.KEY)).and(hasRaw());
    }

    private static Condition hasRaw() {
        return CACHE.RAW.eq(DSL.param("raw", CACHE.RAW));
    }

    /** Single rows are visible while their expiry lies ahead; minus infinity for {@code now} makes all visible. */
    static Condition isLive() {
        return CACHE.EXPIRE_TIME.isNull().or(CACHE.EXPIRE_TIME.gt(DSL.param("now", CACHE.EXPIRE_TIME)));
    }

    /** Whether the row is listed: not at places below 1, nor where another program has stored {@code NaN} as a key. */
    static Condition isListed() {
        return CACHE.KEY.isNotNull().and(CACHE.ROWID.gt(inline(0L)));
    }
}
