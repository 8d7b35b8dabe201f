package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.LARDER_LEASE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** Statements on leases. */
final class LeaseDefinitions {

    private LeaseDefinitions() {}

    static Query leases() {
        return select(LARDER_LEASE.OWNER, LARDER_LEASE.EXPIRE_TIME, LARDER_LEASE.NOTE)
                .from(LARDER_LEASE)
                .where(hasName())
                .orderBy(LARDER_LEASE.OWNER);
    }

    static Query countOfOthers() {
        return select(count())
                .from(LARDER_LEASE)
                .where(hasName().and(LARDER_LEASE.OWNER.ne(param("owner", LARDER_LEASE.OWNER))))
                .and(isLive());
    }

    static Query put() {
        return insertInto(LARDER_LEASE)
                .columns(
                        LARDER_LEASE.KIND,
                        LARDER_LEASE.KEY,
                        LARDER_LEASE.RAW,
                        LARDER_LEASE.OWNER,
                        LARDER_LEASE.EXPIRE_TIME,
                        LARDER_LEASE.NOTE)
                .values(
                        param("kind", LARDER_LEASE.KIND),
                        param("key", LARDER_LEASE.KEY),
                        param("raw", LARDER_LEASE.RAW),
                        param("owner", LARDER_LEASE.OWNER),
                        param("expireTime", LARDER_LEASE.EXPIRE_TIME),
                        param("note", LARDER_LEASE.NOTE))
                .onConflict(LARDER_LEASE.KIND, LARDER_LEASE.KEY, LARDER_LEASE.RAW, LARDER_LEASE.OWNER)
                .doUpdate()
                .set(LARDER_LEASE.EXPIRE_TIME, excluded(LARDER_LEASE.EXPIRE_TIME))
                .set(LARDER_LEASE.NOTE, excluded(LARDER_LEASE.NOTE));
    }

    static Query extend() {
        return update(LARDER_LEASE)
                .set(LARDER_LEASE.EXPIRE_TIME, param("expireTime", LARDER_LEASE.EXPIRE_TIME))
                .where(isHeldByOwner())
                .and(isLive());
    }

    static Query delete() {
        return deleteFrom(LARDER_LEASE).where(isHeldByOwner());
    }

    static Query deleteEnded() {
        return deleteFrom(LARDER_LEASE)
                .where(LARDER_LEASE.ID.in(select(LARDER_LEASE.ID)
                        .from(LARDER_LEASE)
                        .where(LARDER_LEASE.KIND.eq(param("kind", LARDER_LEASE.KIND)))
                        .and(LARDER_LEASE.EXPIRE_TIME.le(param("now", LARDER_LEASE.EXPIRE_TIME)))
                        .orderBy(LARDER_LEASE.EXPIRE_TIME)
                        .limit(param("limit", SQLDataType.INTEGER))));
    }

    private static Condition hasName() {
        return LARDER_LEASE
                .KIND
                .eq(param("kind", LARDER_LEASE.KIND))
                .and(LARDER_LEASE.KEY.eq(param("key", LARDER_LEASE.KEY)))
                .and(LARDER_LEASE.RAW.eq(param("raw", LARDER_LEASE.RAW)));
    }

    private static Condition isHeldByOwner() {
        return hasName().and(LARDER_LEASE.OWNER.eq(param("owner", LARDER_LEASE.OWNER)));
    }

    private static Condition isLive() {
        return LARDER_LEASE.EXPIRE_TIME.gt(param("now", LARDER_LEASE.EXPIRE_TIME));
    }
}
