package dev.larder.storage.tables;

import static dev.larder.storage.tables.schema.Tables.LARDER_ENTRY;
import static dev.larder.storage.tables.schema.Tables.LARDER_TALLY;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import dev.larder.storage.Sequence;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.SQLDataType;

/**
 * Statements on the ends of sequences that find out by themselves where the end is, for PostgreSQL. Whoever runs them
 * has locked the collection with the statement before.
 */
final class QueueStatements {

    private static final Field<Long> NEXT = field(name("number"), SQLDataType.BIGINT);

    private QueueStatements() {}

    private static List<OrderField<?>> fromEnd(boolean backward) {
        return backward
                ? List.of(LARDER_ENTRY.KEY_HEAD.desc(), LARDER_ENTRY.KEY_REST.desc())
                : List.of(LARDER_ENTRY.KEY_HEAD, LARDER_ENTRY.KEY_REST);
    }

    private static Condition isInQueue() {
        return EntryStatements.isOfCollection()
                .and(ListStatements.isInSpan())
                .and(QueueNumbers.isNumbered(LARDER_ENTRY.KEY_KIND, LARDER_ENTRY.KEY_HEAD));
    }

    /** Removes the outermost row of a queue, unless it has chunks, which somebody then has to remove. */
    static Query take(boolean backward) {
        return taken(select(LARDER_ENTRY.ID)
                .from(LARDER_ENTRY)
                .where(isInQueue())
                .orderBy(fromEnd(backward))
                .limit(inline(1))
                .forUpdate());
    }

    /** As {@link #take}, of all rows in insertion order. */
    static Query takeByPlace(boolean backward) {
        return taken(select(LARDER_ENTRY.ID)
                .from(LARDER_ENTRY)
                .where(EntryStatements.isOfCollection())
                .orderBy(backward ? LARDER_ENTRY.PLACE.desc() : LARDER_ENTRY.PLACE)
                .limit(inline(1))
                .forUpdate());
    }

    private static Query taken(Select<Record1<Long>> end) {
        return deleteFrom(LARDER_ENTRY)
                .where(EntryStatements.isOfCollection())
                .and(LARDER_ENTRY.ID.eq(field(end)))
                .and(LARDER_ENTRY.CONTENT.isNull())
                .returningResult(EntryStatements.columns(true));
    }

    /** Whether there is a row in a queue. */
    static Query any() {
        return select(LARDER_ENTRY.ID).from(LARDER_ENTRY).where(isInQueue()).limit(inline(1));
    }

    /** Whether there is a row. */
    static Query anyByPlace() {
        return select(LARDER_ENTRY.ID)
                .from(LARDER_ENTRY)
                .where(EntryStatements.isOfCollection())
                .limit(inline(1));
    }

    /**
     * Inserts a row beside the outermost one of a queue, unless the numbers are at their end or something else has the
     * key.
     *
     * @param isBounded whether only as long as there are fewer rows than the bound
     */
    static Query append(boolean back, boolean isBounded) {
        Field<Long> outermost =
                field(select(QueueNumbers.number(LARDER_ENTRY.KEY_HEAD).plus(inline(back ? 1L : -1L)))
                        .from(LARDER_ENTRY)
                        .where(isInQueue())
                        .orderBy(fromEnd(back))
                        .limit(inline(1)));
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        columns.put(LARDER_ENTRY.COLLECTION, Parameter.COLLECTION.as(LARDER_ENTRY.COLLECTION));
        columns.put(LARDER_ENTRY.PLACE, Dialect.POSTGRESQL.nextPlace());
        columns.put(LARDER_ENTRY.KEY_KIND, Parameter.KEY_KIND.as(LARDER_ENTRY.KEY_KIND));
        columns.put(LARDER_ENTRY.KEY_HEAD, QueueNumbers.head(NEXT));
        columns.put(LARDER_ENTRY.KEY_REST, Parameter.REST.as(LARDER_ENTRY.KEY_REST));
        columns.put(LARDER_ENTRY.KEY_HASH, Parameter.HASH.as(LARDER_ENTRY.KEY_HASH));
        columns.put(LARDER_ENTRY.ACCESS_COUNT, inline(0L));
        columns.putAll(EntryStatements.valueColumns());
        return insertInto(LARDER_ENTRY)
                .columns(columns.keySet())
                .select(select(columns.values())
                        .from(select(coalesce(outermost, inline(Sequence.FIRST_NUMBER))
                                        .as(NEXT.getName()))
                                .asTable("following"))
                        .where(NEXT.between(inline(1L), inline(Sequence.LAST_NUMBER)))
                        .and(isBounded ? hasRoom() : noCondition()))
                .onConflict(EntryStatements.identity(Dialect.POSTGRESQL))
                .doNothing()
                .returningResult(LARDER_ENTRY.KEY_HEAD);
    }

    private static Condition hasRoom() {
        Field<BigDecimal> rows = field(select(coalesce(sum(LARDER_TALLY.ROW_COUNT), inline(BigDecimal.ZERO)))
                .from(LARDER_TALLY)
                .where(LARDER_TALLY.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_TALLY.COLLECTION))));
        return rows.cast(SQLDataType.BIGINT).lt(Parameter.BOUND.asLong());
    }
}
