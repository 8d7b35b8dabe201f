package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;

import dev.larder.storage.Scalar;
import org.jooq.Condition;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Row2;
import org.jooq.SelectConditionStep;
import org.jooq.impl.SQLDataType;

/** Statements that list rows page by page. */
final class PageDefinitions {

    private PageDefinitions() {}

    static Query page(boolean withValue) {
        return inserted(withValue).orderBy(CACHE.ROWID.asc()).limit(limit());
    }

    static Query pageBackward(boolean withValue) {
        return inserted(withValue).orderBy(CACHE.ROWID.desc()).limit(limit());
    }

    static Query pageInRange(boolean withValue) {
        return inserted(withValue).and(isInRange()).orderBy(CACHE.ROWID.asc()).limit(limit());
    }

    static Query pageInRangeBackward(boolean withValue) {
        return inserted(withValue).and(isInRange()).orderBy(CACHE.ROWID.desc()).limit(limit());
    }

    static Query pageByKey(boolean withValue) {
        return from(withValue).orderBy(CACHE.KEY.asc(), CACHE.RAW.asc()).limit(limit());
    }

    static Query pageByKeyBackward(boolean withValue) {
        return from(withValue).orderBy(CACHE.KEY.desc(), CACHE.RAW.desc()).limit(limit());
    }

    static Query pageOfKeys(boolean withValue) {
        return between(withValue).orderBy(CACHE.KEY.asc(), CACHE.RAW.asc()).limit(limit());
    }

    static Query pageOfKeysBackward(boolean withValue) {
        return between(withValue).orderBy(CACHE.KEY.desc(), CACHE.RAW.desc()).limit(limit());
    }

    static Query pageWithFiles() {
        return select(FindDefinitions.columns(false))
                .from(CACHE)
                .where(CACHE.FILENAME.isNotNull())
                .and(CACHE.ROWID.gt(param("after", CACHE.ROWID)))
                .orderBy(CACHE.ROWID.asc())
                .limit(limit());
    }

    /** {@code after} is at least 0. A second lower bound beside it would be the one that SQLite starts from. */
    private static SelectConditionStep<Record> inserted(boolean withValue) {
        return select(FindDefinitions.columns(withValue))
                .from(CACHE)
                .where(CACHE.KEY.isNotNull())
                .and(CACHE.ROWID.gt(param("after", CACHE.ROWID)))
                .and(CACHE.ROWID.le(param("upTo", CACHE.ROWID)));
    }

    static Query countByKey() {
        return selectCount().from(CACHE).where(FindDefinitions.isListed(), isAfter());
    }

    static Query countOfKeys() {
        return selectCount().from(CACHE).where(FindDefinitions.isListed(), isAfter(), isBefore());
    }

    private static SelectConditionStep<Record> from(boolean withValue) {
        return listed(withValue).and(isAfter());
    }

    private static SelectConditionStep<Record> between(boolean withValue) {
        return from(withValue).and(isBefore());
    }

    private static SelectConditionStep<Record> listed(boolean withValue) {
        return select(FindDefinitions.columns(withValue)).from(CACHE).where(FindDefinitions.isListed());
    }

    private static Condition isAfter() {
        return keyAndRaw().gt(bound("after"));
    }

    private static Condition isBefore() {
        return keyAndRaw().lt(bound("before"));
    }

    /** For pages that are not read along the keys, where a missing bound costs nothing. */
    private static Condition isInRange() {
        return isAfter().and(param("beforeKey", CACHE.KEY).isNull().or(isBefore()));
    }

    private static Row2<Scalar, Integer> keyAndRaw() {
        return row(CACHE.KEY, CACHE.RAW);
    }

    private static Row2<Scalar, Integer> bound(String name) {
        return row(param(name + "Key", CACHE.KEY), param(name + "Raw", CACHE.RAW));
    }

    static Param<Integer> limit() {
        return param("limit", SQLDataType.INTEGER);
    }
}
