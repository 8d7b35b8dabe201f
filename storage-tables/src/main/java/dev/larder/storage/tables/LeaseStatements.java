package dev.larder.storage.tables;

import static dev.larder.storage.tables.schema.Tables.LARDER_LEASE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;

/** Statements on leases. */
final class LeaseStatements {

    private LeaseStatements() {}

    private static Condition isOfCollection() {
        return LARDER_LEASE.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_LEASE.COLLECTION));
    }

    private static Condition hasName() {
        return isOfCollection()
                .and(LARDER_LEASE.KIND.eq(Parameter.KIND.as(LARDER_LEASE.KIND)))
                .and(LARDER_LEASE.KEY_HEAD.eq(Parameter.HEAD.as(LARDER_LEASE.KEY_HEAD)))
                .and(LARDER_LEASE.KEY_HASH.eq(Parameter.HASH.as(LARDER_LEASE.KEY_HASH)));
    }

    private static Condition isOwners() {
        return hasName().and(LARDER_LEASE.OWNER.eq(Parameter.OWNER.as(LARDER_LEASE.OWNER)));
    }

    private static Condition isLive() {
        return LARDER_LEASE.END_TIME.gt(Parameter.NOW.as(LARDER_LEASE.END_TIME));
    }

    static Query leases() {
        return select(LARDER_LEASE.OWNER, LARDER_LEASE.END_TIME, LARDER_LEASE.NOTE)
                .from(LARDER_LEASE)
                .where(hasName())
                .orderBy(LARDER_LEASE.OWNER);
    }

    static Query countOfOthers() {
        return others();
    }

    private static SelectConditionStep<Record1<Integer>> others() {
        return select(count())
                .from(LARDER_LEASE)
                .where(hasName())
                .and(LARDER_LEASE.OWNER.ne(Parameter.OWNER.as(LARDER_LEASE.OWNER)))
                .and(isLive());
    }

    private static Map<Field<?>, Field<?>> columns() {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(LARDER_LEASE.COLLECTION, Parameter.COLLECTION.as(LARDER_LEASE.COLLECTION));
        columns.put(LARDER_LEASE.KIND, Parameter.KIND.as(LARDER_LEASE.KIND));
        columns.put(LARDER_LEASE.KEY_HEAD, Parameter.HEAD.as(LARDER_LEASE.KEY_HEAD));
        columns.put(LARDER_LEASE.KEY_HASH, Parameter.HASH.as(LARDER_LEASE.KEY_HASH));
        columns.put(LARDER_LEASE.OWNER, Parameter.OWNER.as(LARDER_LEASE.OWNER));
        columns.put(LARDER_LEASE.END_TIME, Parameter.END_TIME.as(LARDER_LEASE.END_TIME));
        columns.put(LARDER_LEASE.NOTE, Parameter.NOTE.as(LARDER_LEASE.NOTE));
        return columns;
    }

    static Query put() {
        return insertInto(LARDER_LEASE)
                .set(columns())
                .onConflict(identity())
                .doUpdate()
                .set(LARDER_LEASE.END_TIME, excluded(LARDER_LEASE.END_TIME))
                .set(LARDER_LEASE.NOTE, excluded(LARDER_LEASE.NOTE));
    }

    private static List<Field<?>> identity() {
        return List.of(
                LARDER_LEASE.COLLECTION,
                LARDER_LEASE.KIND,
                LARDER_LEASE.KEY_HEAD,
                LARDER_LEASE.KEY_HASH,
                LARDER_LEASE.OWNER);
    }

    /** As {@link #put}, if fewer others hold a live one than there may be; for PostgreSQL. */
    static Query putIfFree() {
        return insertInto(LARDER_LEASE)
                .columns(columns().keySet())
                .select(select(columns().values()).where(field(others()).lt(Parameter.LIMIT.asInteger())))
                .onConflict(identity())
                .doUpdate()
                .set(LARDER_LEASE.END_TIME, excluded(LARDER_LEASE.END_TIME))
                .set(LARDER_LEASE.NOTE, excluded(LARDER_LEASE.NOTE));
    }

    /** One row for all owners, which somebody gets if it is not there, or has ended when the new one begins. */
    static Query takeSweep() {
        return insertInto(LARDER_LEASE)
                .set(columns())
                .onConflict(identity())
                .doUpdate()
                .set(LARDER_LEASE.END_TIME, excluded(LARDER_LEASE.END_TIME))
                .set(LARDER_LEASE.NOTE, excluded(LARDER_LEASE.NOTE))
                .where(LARDER_LEASE.END_TIME.le(
                        excluded(LARDER_LEASE.END_TIME).minus(inline((double) SweepLease.LENGTH.toSeconds()))));
    }

    /** Takes away the one that has this note. */
    static Query endSweep() {
        return deleteFrom(LARDER_LEASE)
                .where(isOwners())
                .and(LARDER_LEASE.NOTE.eq(Parameter.NOTE.as(LARDER_LEASE.NOTE)));
    }

    static Query extend() {
        return update(LARDER_LEASE)
                .set(LARDER_LEASE.END_TIME, Parameter.END_TIME.as(LARDER_LEASE.END_TIME))
                .where(isOwners())
                .and(isLive());
    }

    static Query delete() {
        return deleteFrom(LARDER_LEASE).where(isOwners());
    }

    static Query ended() {
        return select(LARDER_LEASE.ID)
                .from(LARDER_LEASE)
                .where(isOfCollection())
                .and(LARDER_LEASE.KIND.eq(Parameter.KIND.as(LARDER_LEASE.KIND)))
                .and(LARDER_LEASE.END_TIME.le(Parameter.NOW.as(LARDER_LEASE.END_TIME)))
                .orderBy(LARDER_LEASE.END_TIME)
                .limit(Parameter.LIMIT.asInteger());
    }

    /** Unless it has been given anew meanwhile. */
    static Query deleteById() {
        return deleteFrom(LARDER_LEASE)
                .where(isOfCollection())
                .and(LARDER_LEASE.ID.eq(Parameter.ID.as(LARDER_LEASE.ID)))
                .and(LARDER_LEASE.END_TIME.le(Parameter.NOW.as(LARDER_LEASE.END_TIME)));
    }
}
