package dev.larder.storage.tables;

import static dev.larder.storage.tables.schema.Tables.LARDER_WORK;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;
import static org.jooq.impl.DSL.when;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectLimitPercentStep;
import org.jooq.TableField;
import org.jooq.UpdateConditionStep;

/** Statements on the work queue. */
final class WorkStatements {

    private WorkStatements() {}

    private static Condition isOfCollection() {
        return LARDER_WORK.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_WORK.COLLECTION));
    }

    private static Condition is(short state) {
        return LARDER_WORK.STATE.eq(inline(state));
    }

    private static Condition isDelivery() {
        return isItem().and(LARDER_WORK.TOKEN.eq(Parameter.TOKEN.as(LARDER_WORK.TOKEN)));
    }

    private static Condition isItem() {
        return isOfCollection().and(LARDER_WORK.ID.eq(Parameter.ID.as(LARDER_WORK.ID)));
    }

    private static Condition isNotDead() {
        return LARDER_WORK.STATE.lt(inline(WorkState.DEAD));
    }

    private static <T> Field<T> nothing(TableField<?, T> column) {
        return inline(null, column);
    }

    /** In the order in which {@link WorkRow} reads them. */
    private static List<Field<?>> columns() {
        return List.of(
                LARDER_WORK.ID,
                LARDER_WORK.STATE,
                LARDER_WORK.PRIORITY,
                LARDER_WORK.PUT_TIME,
                LARDER_WORK.ATTEMPTS,
                LARDER_WORK.TOKEN,
                LARDER_WORK.DEDUP,
                LARDER_WORK.DEAD_TIME,
                LARDER_WORK.REASON,
                LARDER_WORK.ENCODING,
                LARDER_WORK.CONTENT,
                LARDER_WORK.SIZE,
                LARDER_WORK.VALUE_KIND,
                LARDER_WORK.INT_VALUE,
                LARDER_WORK.BYTE_VALUE);
    }

    /** Unless there is one with its deduplication key. */
    static Query offer() {
        return insertInto(LARDER_WORK)
                .columns(
                        LARDER_WORK.COLLECTION,
                        LARDER_WORK.STATE,
                        LARDER_WORK.PRIORITY,
                        LARDER_WORK.PUT_TIME,
                        LARDER_WORK.DUE_TIME,
                        LARDER_WORK.ATTEMPTS,
                        LARDER_WORK.DEDUP,
                        LARDER_WORK.DEDUP_HASH,
                        LARDER_WORK.ENCODING,
                        LARDER_WORK.VALUE_KIND,
                        LARDER_WORK.INT_VALUE,
                        LARDER_WORK.BYTE_VALUE,
                        LARDER_WORK.CONTENT,
                        LARDER_WORK.SIZE)
                .values(
                        Parameter.COLLECTION.as(LARDER_WORK.COLLECTION),
                        Parameter.STATE.as(LARDER_WORK.STATE),
                        Parameter.PRIORITY.as(LARDER_WORK.PRIORITY),
                        Parameter.NOW.as(LARDER_WORK.PUT_TIME),
                        Parameter.DUE_TIME.as(LARDER_WORK.DUE_TIME),
                        inline(0),
                        Parameter.DEDUP.as(LARDER_WORK.DEDUP),
                        Parameter.DEDUP_HASH.as(LARDER_WORK.DEDUP_HASH),
                        Parameter.ENCODING.as(LARDER_WORK.ENCODING),
                        Parameter.VALUE_KIND.as(LARDER_WORK.VALUE_KIND),
                        Parameter.INT_VALUE.as(LARDER_WORK.INT_VALUE),
                        Parameter.BYTE_VALUE.as(LARDER_WORK.BYTE_VALUE),
                        Parameter.CONTENT.as(LARDER_WORK.CONTENT),
                        Parameter.SIZE.as(LARDER_WORK.SIZE))
                .onConflict(LARDER_WORK.COLLECTION, LARDER_WORK.DEDUP_HASH)
                .doNothing();
    }

    static Query anyReady() {
        return select(LARDER_WORK.ID)
                .from(LARDER_WORK)
                .where(isOfCollection())
                .and(is(WorkState.READY))
                .limit(inline(1));
    }

    static Query firstDue() {
        return select(min(LARDER_WORK.DUE_TIME)).from(LARDER_WORK).where(isOfCollection());
    }

    private static Condition isDue() {
        return isOfCollection().and(LARDER_WORK.DUE_TIME.le(Parameter.NOW.as(LARDER_WORK.DUE_TIME)));
    }

    private static Condition isReady() {
        return isOfCollection().and(is(WorkState.READY));
    }

    /** Delays and leases that have ended, the longest ended first. */
    static Query due(Dialect dialect) {
        return unclaimed(
                dialect,
                select(columns())
                        .from(LARDER_WORK)
                        .where(isDue())
                        .orderBy(LARDER_WORK.DUE_TIME)
                        .limit(Parameter.LIMIT.asInteger()));
    }

    static Query ready(Dialect dialect) {
        return unclaimed(
                dialect,
                select(columns())
                        .from(LARDER_WORK)
                        .where(isReady())
                        .orderBy(LARDER_WORK.PRIORITY.desc(), LARDER_WORK.ID)
                        .limit(Parameter.LIMIT.asInteger()));
    }

    /** Those that nobody else is just claiming. */
    private static <R extends Record> Select<R> unclaimed(Dialect dialect, SelectLimitPercentStep<R> items) {
        return dialect.hasOneWriter() ? items : items.forUpdate().skipLocked();
    }

    /**
     * Takes note of delays and leases that have ended, and buries what has been handed out often enough; for
     * PostgreSQL.
     */
    static Query wakeOrBury() {
        Condition isDead =
                is(WorkState.IN_FLIGHT).and(LARDER_WORK.ATTEMPTS.ge(Parameter.MOST.as(LARDER_WORK.ATTEMPTS)));
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, when(isDead, inline(WorkState.DEAD)).otherwise(inline(WorkState.READY)))
                .set(LARDER_WORK.DUE_TIME, nothing(LARDER_WORK.DUE_TIME))
                .set(LARDER_WORK.DEDUP_HASH, when(isDead.not(), LARDER_WORK.DEDUP_HASH))
                .set(LARDER_WORK.DEAD_TIME, when(isDead, Parameter.NOW.as(LARDER_WORK.DEAD_TIME)))
                .set(LARDER_WORK.REASON, when(isDead, Parameter.REASON.as(LARDER_WORK.REASON)))
                .where(isOneOf(unclaimed(
                        Dialect.POSTGRESQL,
                        select(LARDER_WORK.ID)
                                .from(LARDER_WORK)
                                .where(isDue())
                                .orderBy(LARDER_WORK.DUE_TIME)
                                .limit(Parameter.WOKEN.asInteger()))));
    }

    /** Claims what is to be worked on first, and tells what that is, in any order; for PostgreSQL. */
    static Query claimReady() {
        return claimed(isOneOf(unclaimed(
                        Dialect.POSTGRESQL,
                        select(LARDER_WORK.ID)
                                .from(LARDER_WORK)
                                .where(isReady())
                                .orderBy(LARDER_WORK.PRIORITY.desc(), LARDER_WORK.ID)
                                .limit(Parameter.LIMIT.asInteger()))))
                .returningResult(columns());
    }

    /** The items are chosen before any is changed: a join might choose others as soon as the first ones are gone. */
    private static Condition isOneOf(Select<Record1<Long>> ids) {
        return isOfCollection().and(LARDER_WORK.ID.eq(any(array(ids))));
    }

    static Query buryById() {
        return buried(isItem());
    }

    static Query bury() {
        return buried(isDelivery().and(isNotDead()));
    }

    private static Query buried(Condition which) {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.DEAD))
                .set(LARDER_WORK.DUE_TIME, nothing(LARDER_WORK.DUE_TIME))
                .set(LARDER_WORK.DEDUP_HASH, nothing(LARDER_WORK.DEDUP_HASH))
                .set(LARDER_WORK.DEAD_TIME, Parameter.NOW.as(LARDER_WORK.DEAD_TIME))
                .set(LARDER_WORK.REASON, Parameter.REASON.as(LARDER_WORK.REASON))
                .where(which);
    }

    static Query wake() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.READY))
                .set(LARDER_WORK.DUE_TIME, nothing(LARDER_WORK.DUE_TIME))
                .where(isItem());
    }

    static Query claim() {
        return claimed(isItem());
    }

    private static UpdateConditionStep<Record> claimed(Condition which) {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.IN_FLIGHT))
                .set(LARDER_WORK.DUE_TIME, Parameter.DUE_TIME.as(LARDER_WORK.DUE_TIME))
                .set(LARDER_WORK.ATTEMPTS, LARDER_WORK.ATTEMPTS.plus(inline(1)))
                .set(LARDER_WORK.TOKEN, Parameter.TOKEN.as(LARDER_WORK.TOKEN))
                .where(which);
    }

    static Query content() {
        return select(LARDER_WORK.CONTENT).from(LARDER_WORK).where(isDelivery());
    }

    static Query delete() {
        return deleteFrom(LARDER_WORK).where(isDelivery()).and(isNotDead());
    }

    /** As {@link #delete}, unless the value lies in chunks, which somebody then has to remove. */
    static Query deleteInline() {
        return deleteFrom(LARDER_WORK).where(isDelivery()).and(isNotDead()).and(LARDER_WORK.CONTENT.isNull());
    }

    static Query deleteDead() {
        return deleteFrom(LARDER_WORK).where(isDelivery()).and(is(WorkState.DEAD));
    }

    static Query giveBack() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, Parameter.STATE.as(LARDER_WORK.STATE))
                .set(LARDER_WORK.DUE_TIME, Parameter.DUE_TIME.as(LARDER_WORK.DUE_TIME))
                .set(LARDER_WORK.TOKEN, nothing(LARDER_WORK.TOKEN))
                .where(isDelivery())
                .and(isNotDead());
    }

    static Query extend() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.IN_FLIGHT))
                .set(LARDER_WORK.DUE_TIME, Parameter.DUE_TIME.as(LARDER_WORK.DUE_TIME))
                .where(isDelivery())
                .and(isNotDead());
    }

    static Query dead() {
        return select(columns())
                .from(LARDER_WORK)
                .where(isOfCollection())
                .and(is(WorkState.DEAD))
                .and(LARDER_WORK.ID.gt(Parameter.AFTER.as(LARDER_WORK.ID)))
                .orderBy(LARDER_WORK.ID)
                .limit(Parameter.LIMIT.asInteger());
    }

    static Query findDead() {
        return select(columns()).from(LARDER_WORK).where(isDelivery()).and(is(WorkState.DEAD));
    }

    static Query hasDedup() {
        return select(LARDER_WORK.ID)
                .from(LARDER_WORK)
                .where(isOfCollection())
                .and(LARDER_WORK.DEDUP_HASH.eq(Parameter.DEDUP_HASH.as(LARDER_WORK.DEDUP_HASH)));
    }

    static Query revive() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.READY))
                .set(LARDER_WORK.ATTEMPTS, inline(0))
                .set(LARDER_WORK.TOKEN, nothing(LARDER_WORK.TOKEN))
                .set(LARDER_WORK.DEDUP_HASH, Parameter.DEDUP_HASH.as(LARDER_WORK.DEDUP_HASH))
                .set(LARDER_WORK.DEAD_TIME, nothing(LARDER_WORK.DEAD_TIME))
                .set(LARDER_WORK.REASON, nothing(LARDER_WORK.REASON))
                .where(isDelivery())
                .and(is(WorkState.DEAD));
    }

    static Query counts() {
        Condition isDue = LARDER_WORK.DUE_TIME.le(Parameter.NOW.as(LARDER_WORK.DUE_TIME));
        Condition isNotDue = LARDER_WORK.DUE_TIME.gt(Parameter.NOW.as(LARDER_WORK.DUE_TIME));
        return select(
                        countWhere(is(WorkState.READY).or(isDue)),
                        countWhere(isNotDue.and(is(WorkState.DELAYED))),
                        countWhere(isNotDue.and(is(WorkState.IN_FLIGHT))),
                        countWhere(is(WorkState.DEAD)))
                .from(LARDER_WORK)
                .where(isOfCollection());
    }

    private static Field<Integer> countWhere(Condition condition) {
        return count(when(condition, inline(1)));
    }

    static Query oldest() {
        return select(LARDER_WORK.PUT_TIME)
                .from(LARDER_WORK)
                .where(isOfCollection())
                .and(isNotDead())
                .orderBy(LARDER_WORK.ID)
                .limit(inline(1));
    }

    /** Items whose values lie in chunks, behind one with this id. */
    static Query withContent() {
        return select(columns())
                .from(LARDER_WORK)
                .where(isOfCollection())
                .and(LARDER_WORK.CONTENT.isNotNull())
                .and(LARDER_WORK.ID.gt(Parameter.AFTER.as(LARDER_WORK.ID)))
                .orderBy(LARDER_WORK.ID)
                .limit(Parameter.LIMIT.asInteger());
    }
}
