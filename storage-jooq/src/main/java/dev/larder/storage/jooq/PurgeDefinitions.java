package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.TableField;

/**
 * Statements that select what to purge, in the order in which it goes. Where the order leaves a choice, the oldest goes
 * first.
 */
final class PurgeDefinitions {

    private PurgeDefinitions() {}

    static Query expired() {
        return inOrderOf(CACHE.EXPIRE_TIME, CACHE.EXPIRE_TIME.lt(param("before", CACHE.EXPIRE_TIME)));
    }

    static Query tagged() {
        return select(FindDefinitions.columns(false))
                .from(CACHE)
                .where(CACHE.TAG.eq(param("tag", CACHE.TAG)))
                .orderBy(CACHE.ROWID)
                .limit(PageDefinitions.limit());
    }

    static Query upTo() {
        return select(FindDefinitions.columns(false))
                .from(CACHE)
                .where(CACHE.ROWID.le(param("position", CACHE.ROWID)))
                .orderBy(CACHE.ROWID)
                .limit(PageDefinitions.limit());
    }

    static Query storedLongestAgo() {
        return inOrderOf(CACHE.STORE_TIME, noCondition());
    }

    static Query usedLongestAgo() {
        return inOrderOf(CACHE.ACCESS_TIME, noCondition());
    }

    static Query usedLeast() {
        return inOrderOf(CACHE.ACCESS_COUNT, noCondition());
    }

    /** Not a minimum, for which SQLite would not use an index that leaves out the rows without expiry. */
    static Query earliestExpiry() {
        return select(CACHE.EXPIRE_TIME)
                .from(CACHE)
                .where(CACHE.EXPIRE_TIME.isNotNull())
                .orderBy(CACHE.EXPIRE_TIME)
                .limit(inline(1));
    }

    private static Query inOrderOf(TableField<?, ?> column, Condition condition) {
        return select(FindDefinitions.columns(false))
                .from(CACHE)
                .where(condition)
                .orderBy(column, CACHE.ROWID)
                .limit(PageDefinitions.limit());
    }
}
