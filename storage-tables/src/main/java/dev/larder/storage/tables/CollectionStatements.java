package dev.larder.storage.tables;

import static dev.larder.storage.tables.schema.Tables.LARDER_COLLECTION;
import static dev.larder.storage.tables.schema.Tables.LARDER_ENTRY;
import static dev.larder.storage.tables.schema.Tables.LARDER_SETTING;
import static dev.larder.storage.tables.schema.Tables.LARDER_TALLY;
import static dev.larder.storage.tables.schema.Tables.LARDER_TURN;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.update;

import java.math.BigDecimal;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;

/** Statements on collections as a whole: their names, their sums and their settings. */
final class CollectionStatements {

    private CollectionStatements() {}

    static Query find() {
        return select(LARDER_COLLECTION.ID)
                .from(LARDER_COLLECTION)
                .where(LARDER_COLLECTION.NAME.eq(Parameter.NAME.as(LARDER_COLLECTION.NAME)));
    }

    static Query insert() {
        return insertInto(LARDER_COLLECTION)
                .columns(LARDER_COLLECTION.NAME)
                .values(Parameter.NAME.as(LARDER_COLLECTION.NAME))
                .onConflict(LARDER_COLLECTION.NAME)
                .doNothing();
    }

    static Query names() {
        return select(LARDER_COLLECTION.NAME).from(LARDER_COLLECTION).orderBy(LARDER_COLLECTION.NAME);
    }

    /** Makes what {@link #lock} locks. */
    static Query insertTurn() {
        return insertInto(LARDER_TURN)
                .columns(LARDER_TURN.COLLECTION)
                .values(Parameter.COLLECTION.as(LARDER_TURN.COLLECTION))
                .onConflict(LARDER_TURN.COLLECTION)
                .doNothing();
    }

    /** Lets no other come past this statement until the transaction ends. */
    static Query lock(Dialect dialect) {
        Condition isOne = LARDER_TURN.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_TURN.COLLECTION));
        // H2 would parse each SELECT … FOR UPDATE anew, and SQLite has none
        return dialect.hasOneWriter()
                ? update(LARDER_TURN)
                        .set(LARDER_TURN.COLLECTION, LARDER_TURN.COLLECTION)
                        .where(isOne)
                : select(LARDER_TURN.COLLECTION).from(LARDER_TURN).where(isOne).forUpdate();
    }

    /** How many milliseconds the connection waits for locks, in H2. */
    static Query lockTimeout() {
        return select(function("lock_timeout", SQLDataType.INTEGER));
    }

    static Query insertTally() {
        return insertInto(LARDER_TALLY)
                .columns(LARDER_TALLY.COLLECTION, LARDER_TALLY.ROW_COUNT, LARDER_TALLY.BYTE_COUNT, LARDER_TALLY.WEIGHT)
                .values(Parameter.COLLECTION.as(LARDER_TALLY.COLLECTION), inline(0L), inline(0L), inline(0L));
    }

    static Query tally() {
        return select(
                        total(LARDER_TALLY.ROW_COUNT),
                        total(LARDER_TALLY.BYTE_COUNT),
                        total(LARDER_TALLY.WEIGHT),
                        count())
                .from(LARDER_TALLY)
                .where(LARDER_TALLY.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_TALLY.COLLECTION)));
    }

    private static Field<BigDecimal> total(Field<Long> column) {
        return coalesce(sum(column), inline(BigDecimal.ZERO));
    }

    /** Takes notes away that nobody else is just taking away. */
    static Query deleteNotes() {
        Condition isOfCollection = LARDER_TALLY.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_TALLY.COLLECTION));
        return deleteFrom(LARDER_TALLY)
                .where(isOfCollection)
                .and(LARDER_TALLY.ID.in(select(LARDER_TALLY.ID)
                        .from(LARDER_TALLY)
                        .where(isOfCollection)
                        .forUpdate()
                        .skipLocked()))
                .returningResult(LARDER_TALLY.ROW_COUNT, LARDER_TALLY.BYTE_COUNT, LARDER_TALLY.WEIGHT);
    }

    static Query insertNote() {
        return insertInto(LARDER_TALLY)
                .columns(LARDER_TALLY.COLLECTION, LARDER_TALLY.ROW_COUNT, LARDER_TALLY.BYTE_COUNT, LARDER_TALLY.WEIGHT)
                .values(
                        Parameter.COLLECTION.as(LARDER_TALLY.COLLECTION),
                        Parameter.TIMES.as(LARDER_TALLY.ROW_COUNT),
                        Parameter.SIZE.as(LARDER_TALLY.BYTE_COUNT),
                        Parameter.WEIGHT.as(LARDER_TALLY.WEIGHT));
    }

    /** Adds to the sums, where they are in one row. */
    static Query correctTally() {
        return update(LARDER_TALLY)
                .set(LARDER_TALLY.ROW_COUNT, LARDER_TALLY.ROW_COUNT.plus(Parameter.TIMES.asLong()))
                .set(LARDER_TALLY.BYTE_COUNT, LARDER_TALLY.BYTE_COUNT.plus(Parameter.SIZE.asLong()))
                .set(LARDER_TALLY.WEIGHT, LARDER_TALLY.WEIGHT.plus(Parameter.WEIGHT.asLong()))
                .where(LARDER_TALLY.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_TALLY.COLLECTION)));
    }

    /** What the sums should be. */
    static Query recount() {
        return select(count(), total(LARDER_ENTRY.SIZE), total(LARDER_ENTRY.WEIGHT))
                .from(LARDER_ENTRY)
                .where(LARDER_ENTRY.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_ENTRY.COLLECTION)));
    }

    static Query settings() {
        return select(
                        LARDER_SETTING.NAME,
                        LARDER_SETTING.VALUE_KIND,
                        LARDER_SETTING.INT_VALUE,
                        LARDER_SETTING.BYTE_VALUE)
                .from(LARDER_SETTING)
                .where(isOfCollection());
    }

    static Query putSetting() {
        return insertInto(LARDER_SETTING)
                .columns(
                        LARDER_SETTING.COLLECTION,
                        LARDER_SETTING.NAME,
                        LARDER_SETTING.VALUE_KIND,
                        LARDER_SETTING.INT_VALUE,
                        LARDER_SETTING.BYTE_VALUE)
                .values(
                        Parameter.COLLECTION.as(LARDER_SETTING.COLLECTION),
                        Parameter.NAME.as(LARDER_SETTING.NAME),
                        Parameter.VALUE_KIND.as(LARDER_SETTING.VALUE_KIND),
                        Parameter.INT_VALUE.as(LARDER_SETTING.INT_VALUE),
                        Parameter.BYTE_VALUE.as(LARDER_SETTING.BYTE_VALUE))
                .onConflict(LARDER_SETTING.COLLECTION, LARDER_SETTING.NAME)
                .doUpdate()
                .set(LARDER_SETTING.VALUE_KIND, excluded(LARDER_SETTING.VALUE_KIND))
                .set(LARDER_SETTING.INT_VALUE, excluded(LARDER_SETTING.INT_VALUE))
                .set(LARDER_SETTING.BYTE_VALUE, excluded(LARDER_SETTING.BYTE_VALUE));
    }

    static Query addToSetting() {
        return update(LARDER_SETTING)
                .set(LARDER_SETTING.INT_VALUE, LARDER_SETTING.INT_VALUE.plus(Parameter.TIMES.asLong()))
                .where(isOfCollection())
                .and(LARDER_SETTING.NAME.eq(Parameter.NAME.as(LARDER_SETTING.NAME)));
    }

    private static Condition isOfCollection() {
        TableField<?, Long> column = LARDER_SETTING.COLLECTION;
        return column.eq(Parameter.COLLECTION.as(column));
    }
}
