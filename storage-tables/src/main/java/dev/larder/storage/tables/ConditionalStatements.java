package dev.larder.storage.tables;

import static dev.larder.storage.tables.schema.Tables.LARDER_ENTRY;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import dev.larder.storage.tables.schema.tables.LarderEntry;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;

/**
 * Statements that change a row if it fulfils a condition, and tell what it was, for PostgreSQL. They let rows with
 * chunks alone, which somebody then has to remove.
 */
final class ConditionalStatements {

    private ConditionalStatements() {}

    /** What is not asked for is null. */
    private static Condition isAsAsked(LarderEntry row) {
        return row.CONTENT
                .isNull()
                .and(Parameter.IF_LIVE
                        .asInteger()
                        .eq(inline(0))
                        .or(row.EXPIRE_TIME.isNull())
                        .or(row.EXPIRE_TIME.gt(Parameter.NOW.as(row.EXPIRE_TIME))))
                .and(Parameter.IF_STORED_AT.asTime().isNull().or(row.STORE_TIME.eq(Parameter.IF_STORED_AT.asTime())))
                .and(Parameter.IF_VALUE_KIND.asInteger().isNull().or(hasValue(row)));
    }

    private static Condition hasValue(LarderEntry row) {
        return row.VALUE_KIND
                .eq(Parameter.IF_VALUE_KIND.as(row.VALUE_KIND))
                .and(row.ENCODING.eq(Parameter.IF_ENCODING.as(row.ENCODING)))
                .and(row.INT_VALUE.isNotDistinctFrom(Parameter.IF_INT_VALUE.as(row.INT_VALUE)))
                .and(row.BYTE_VALUE.isNotDistinctFrom(Parameter.IF_BYTE_VALUE.as(row.BYTE_VALUE)));
    }

    /** The row as it was before is read, and held, in the same statement: what it was is not in the new one. */
    static Query replace(boolean withValue) {
        LarderEntry before = LARDER_ENTRY.as("before");
        List<Field<?>> columns = EntryStatements.columns(withValue);
        var held = select(before.fields())
                .from(before)
                .where(before.COLLECTION.eq(Parameter.COLLECTION.as(before.COLLECTION)))
                .and(before.KEY_HEAD.eq(Parameter.HEAD.as(before.KEY_HEAD)))
                .and(before.KEY_HASH.eq(Parameter.HASH.as(before.KEY_HASH)))
                .and(isAsAsked(before))
                .forUpdate()
                .asTable("held");
        return update(LARDER_ENTRY)
                .set(EntryStatements.valueColumns())
                .set(
                        LARDER_ENTRY.STORE_TIME,
                        EntryStatements.laterThanBefore(Parameter.STORE_TIME.as(LARDER_ENTRY.STORE_TIME)))
                .set(LARDER_ENTRY.ACCESS_COUNT, inline(0L))
                .from(held)
                .where(EntryStatements.isOfCollection())
                .and(LARDER_ENTRY.ID.eq(held.field(LARDER_ENTRY.ID)))
                .returningResult(held.fields(columns.toArray(Field[]::new)));
    }

    static Query remove() {
        return deleteFrom(LARDER_ENTRY)
                .where(EntryStatements.hasKey())
                .and(isAsAsked(LARDER_ENTRY))
                .returningResult(EntryStatements.columns(true));
    }
}
