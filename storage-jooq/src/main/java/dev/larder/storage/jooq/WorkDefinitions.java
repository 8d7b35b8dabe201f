package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.LARDER_WORK;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;

import dev.larder.storage.jooq.schema.tables.LarderWork;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;

/** Statements on the work queue. */
final class WorkDefinitions {

    private WorkDefinitions() {}

    static Query offer() {
        return insertInto(LARDER_WORK)
                .columns(
                        LARDER_WORK.STATE,
                        LARDER_WORK.PRIORITY,
                        LARDER_WORK.PUT_TIME,
                        LARDER_WORK.DUE_TIME,
                        LARDER_WORK.ATTEMPTS,
                        LARDER_WORK.DEDUP,
                        LARDER_WORK.MODE,
                        LARDER_WORK.FILENAME,
                        LARDER_WORK.SIZE,
                        LARDER_WORK.VALUE)
                .values(
                        parameter("state", LARDER_WORK.STATE),
                        parameter("priority", LARDER_WORK.PRIORITY),
                        parameter("putTime", LARDER_WORK.PUT_TIME),
                        parameter("dueTime", LARDER_WORK.DUE_TIME),
                        inline(0),
                        parameter("dedup", LARDER_WORK.DEDUP),
                        parameter("mode", LARDER_WORK.MODE),
                        parameter("filename", LARDER_WORK.FILENAME),
                        parameter("size", LARDER_WORK.SIZE),
                        parameter("value", LARDER_WORK.VALUE))
                .onConflictDoNothing();
    }

    /** Whether there is a ready item, and when the first delay or lease ends. */
    static Query first() {
        return select(
                field(exists(selectOne().from(LARDER_WORK).where(is(WorkState.READY)))),
                field(select(min(LARDER_WORK.DUE_TIME)).from(LARDER_WORK).where(LARDER_WORK.DUE_TIME.isNotNull())));
    }

    /** What has been handed out often enough and comes back because its lease has ended. */
    static Query buryEnded() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.DEAD))
                .set(LARDER_WORK.DUE_TIME, nothing(LARDER_WORK.DUE_TIME))
                .set(LARDER_WORK.DEAD_TIME, parameter("now", LARDER_WORK.DEAD_TIME))
                .set(LARDER_WORK.REASON, parameter("reason", LARDER_WORK.REASON))
                .where(LARDER_WORK.DUE_TIME.le(parameter("now", LARDER_WORK.DUE_TIME)))
                .and(is(WorkState.IN_FLIGHT))
                .and(LARDER_WORK.ATTEMPTS.ge(param("maxAttempts", LARDER_WORK.ATTEMPTS)));
    }

    static Query wake() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.READY))
                .set(LARDER_WORK.DUE_TIME, nothing(LARDER_WORK.DUE_TIME))
                .where(LARDER_WORK.ID.in(select(LARDER_WORK.ID)
                        .from(LARDER_WORK)
                        .where(LARDER_WORK.DUE_TIME.le(parameter("now", LARDER_WORK.DUE_TIME)))
                        .orderBy(LARDER_WORK.DUE_TIME)
                        .limit(limit())));
    }

    static Query claim() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.IN_FLIGHT))
                .set(LARDER_WORK.DUE_TIME, parameter("dueTime", LARDER_WORK.DUE_TIME))
                .set(LARDER_WORK.ATTEMPTS, LARDER_WORK.ATTEMPTS.plus(inline(1)))
                .set(LARDER_WORK.TOKEN, parameter("token", LARDER_WORK.TOKEN))
                .where(LARDER_WORK.ID.in(select(LARDER_WORK.ID)
                        .from(LARDER_WORK)
                        .where(is(WorkState.READY))
                        .orderBy(LARDER_WORK.PRIORITY.desc(), LARDER_WORK.ID)
                        .limit(limit())))
                .returningResult(
                        LARDER_WORK.ID,
                        LARDER_WORK.PRIORITY,
                        LARDER_WORK.PUT_TIME,
                        LARDER_WORK.ATTEMPTS,
                        LARDER_WORK.MODE,
                        LARDER_WORK.FILENAME,
                        LARDER_WORK.SIZE,
                        LARDER_WORK.VALUE);
    }

    static Query finish() {
        return deleteFrom(LARDER_WORK)
                .where(isDelivery())
                .and(isNotDead(LARDER_WORK))
                .returningResult(LARDER_WORK.FILENAME);
    }

    static Query giveBack() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, parameter("state", LARDER_WORK.STATE))
                .set(LARDER_WORK.DUE_TIME, parameter("dueTime", LARDER_WORK.DUE_TIME))
                .set(LARDER_WORK.TOKEN, nothing(LARDER_WORK.TOKEN))
                .where(isDelivery())
                .and(isNotDead(LARDER_WORK));
    }

    static Query extend() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.IN_FLIGHT))
                .set(LARDER_WORK.DUE_TIME, parameter("dueTime", LARDER_WORK.DUE_TIME))
                .where(isDelivery())
                .and(isNotDead(LARDER_WORK));
    }

    static Query bury() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.DEAD))
                .set(LARDER_WORK.DUE_TIME, nothing(LARDER_WORK.DUE_TIME))
                .set(LARDER_WORK.DEAD_TIME, parameter("now", LARDER_WORK.DEAD_TIME))
                .set(LARDER_WORK.REASON, parameter("reason", LARDER_WORK.REASON))
                .where(isDelivery())
                .and(isNotDead(LARDER_WORK));
    }

    static Query dead(boolean withValue) {
        List<SelectFieldOrAsterisk> columns = new ArrayList<>(List.of(
                LARDER_WORK.ID,
                LARDER_WORK.TOKEN,
                LARDER_WORK.PRIORITY,
                LARDER_WORK.PUT_TIME,
                LARDER_WORK.ATTEMPTS,
                LARDER_WORK.DEDUP,
                LARDER_WORK.DEAD_TIME,
                LARDER_WORK.REASON));
        if (withValue) {
            columns.addAll(List.of(LARDER_WORK.MODE, LARDER_WORK.FILENAME, LARDER_WORK.SIZE, LARDER_WORK.VALUE));
        }
        return select(columns)
                .from(LARDER_WORK)
                .where(is(WorkState.DEAD))
                .and(LARDER_WORK.ID.gt(param("after", LARDER_WORK.ID)))
                .orderBy(LARDER_WORK.ID)
                .limit(limit());
    }

    /** Unless another item has got its deduplication key meanwhile. */
    static Query revive() {
        LarderWork other = LARDER_WORK.as("other");
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.READY))
                .set(LARDER_WORK.ATTEMPTS, inline(0))
                .set(LARDER_WORK.TOKEN, nothing(LARDER_WORK.TOKEN))
                .set(LARDER_WORK.DEAD_TIME, nothing(LARDER_WORK.DEAD_TIME))
                .set(LARDER_WORK.REASON, nothing(LARDER_WORK.REASON))
                .where(isDelivery())
                .and(is(WorkState.DEAD))
                .and(notExists(selectOne()
                        .from(other)
                        .where(other.DEDUP.eq(LARDER_WORK.DEDUP))
                        .and(isNotDead(other))));
    }

    static Query purgeDead() {
        return deleteFrom(LARDER_WORK)
                .where(isDelivery())
                .and(is(WorkState.DEAD))
                .returningResult(LARDER_WORK.FILENAME);
    }

    static Query counts() {
        Condition isDue = LARDER_WORK.DUE_TIME.le(parameter("now", LARDER_WORK.DUE_TIME));
        Condition isNotDue = LARDER_WORK.DUE_TIME.gt(parameter("now", LARDER_WORK.DUE_TIME));
        return select(
                countWhere(is(WorkState.READY)).plus(countWhere(isDue)),
                countWhere(isNotDue.and(is(WorkState.DELAYED))),
                countWhere(isNotDue.and(is(WorkState.IN_FLIGHT))),
                countWhere(is(WorkState.DEAD)),
                field(select(LARDER_WORK.PUT_TIME)
                        .from(LARDER_WORK)
                        .where(isNotDead(LARDER_WORK))
                        .orderBy(LARDER_WORK.ID)
                        .limit(inline(1))));
    }

    private static Field<Integer> countWhere(Condition condition) {
        return field(select(count()).from(LARDER_WORK).where(condition));
    }

    static Query withFiles() {
        return select(LARDER_WORK.ID, LARDER_WORK.FILENAME, LARDER_WORK.SIZE)
                .from(LARDER_WORK)
                .where(LARDER_WORK.FILENAME.isNotNull())
                .and(LARDER_WORK.ID.gt(param("after", LARDER_WORK.ID)))
                .orderBy(LARDER_WORK.ID)
                .limit(limit());
    }

    /** An item whose file is not what its row says, which then names another file or none. */
    static Query buryDamaged() {
        return update(LARDER_WORK)
                .set(LARDER_WORK.STATE, inline(WorkState.DEAD))
                .set(LARDER_WORK.DUE_TIME, nothing(LARDER_WORK.DUE_TIME))
                .set(LARDER_WORK.TOKEN, parameter("token", LARDER_WORK.TOKEN))
                .set(LARDER_WORK.DEAD_TIME, parameter("now", LARDER_WORK.DEAD_TIME))
                .set(LARDER_WORK.REASON, parameter("reason", LARDER_WORK.REASON))
                .set(LARDER_WORK.FILENAME, parameter("newFilename", LARDER_WORK.FILENAME))
                .set(LARDER_WORK.SIZE, parameter("size", LARDER_WORK.SIZE))
                .where(LARDER_WORK.ID.eq(param("id", LARDER_WORK.ID)))
                .and(LARDER_WORK.FILENAME.eq(param("filename", LARDER_WORK.FILENAME)));
    }

    private static Condition isDelivery() {
        return LARDER_WORK
                .ID
                .eq(param("id", LARDER_WORK.ID))
                .and(LARDER_WORK.TOKEN.eq(param("token", LARDER_WORK.TOKEN)));
    }

    /** Spelled out as in the conditions of the indexes, or SQLite would not use them. */
    private static Condition is(int state) {
        return LARDER_WORK.STATE.eq(inline(state));
    }

    private static Condition isNotDead(LarderWork work) {
        return work.STATE.lt(inline(WorkState.DEAD));
    }

    private static <T> Field<T> parameter(String name, TableField<?, T> column) {
        return param(name, column);
    }

    private static <T> Field<T> nothing(TableField<?, T> column) {
        return inline(null, column);
    }

    private static Field<Integer> limit() {
        return param("limit", SQLDataType.INTEGER);
    }
}
