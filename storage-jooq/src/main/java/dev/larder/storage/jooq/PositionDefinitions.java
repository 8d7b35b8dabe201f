package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import org.jooq.Condition;
import org.jooq.Query;

/** Statements on places in insertion order. Rows at places below 1, which are never listed, are left alone. */
final class PositionDefinitions {

    private PositionDefinitions() {}

    static Query firstPosition() {
        return select(coalesce(min(CACHE.ROWID), inline(0L))).from(CACHE).where(isListed());
    }

    static Query lastPosition() {
        return select(coalesce(max(CACHE.ROWID), inline(0L))).from(CACHE);
    }

    static Query move() {
        return update(CACHE)
                .set(CACHE.ROWID, param("to", CACHE.ROWID))
                .where(CACHE.ROWID.eq(param("rowid", CACHE.ROWID)));
    }

    static Query moveAll() {
        return update(CACHE)
                .set(CACHE.ROWID, CACHE.ROWID.plus(param("by", CACHE.ROWID)))
                .where(isListed());
    }

    private static Condition isListed() {
        return CACHE.ROWID.gt(inline(0L));
    }
}
