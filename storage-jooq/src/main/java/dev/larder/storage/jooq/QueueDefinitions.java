package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.substring;
import static org.jooq.impl.DSL.update;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.SelectConditionStep;
import org.jooq.impl.SQLDataType;

/** Statements on all rows of a queue. */
final class QueueDefinitions {

    private static final String ZEROS = "000000000000000";

    private QueueDefinitions() {}

    static Query countNumbers() {
        return selectCount().from(CACHE).where(isNumber()).and(FindDefinitions.isLive());
    }

    static Query countNames() {
        return selectCount().from(CACHE).where(isName()).and(FindDefinitions.isLive());
    }

    static Query leastNumber() {
        return numbers().orderBy(CACHE.KEY.asc()).limit(inline(1));
    }

    static Query greatestNumber() {
        return numbers().orderBy(CACHE.KEY.desc()).limit(inline(1));
    }

    /** All numbers, among them floating-point ones, which are in no queue but in the way of one. */
    private static SelectConditionStep<? extends Record1<?>> numbers() {
        return select(CACHE.KEY).from(CACHE).where(EndDefinitions.isBetween());
    }

    /** Each number becomes {@code base + sign * number}. */
    static Query renumberNumbers() {
        return update(CACHE)
                .set(CACHE.KEY.coerce(SQLDataType.BIGINT), another(CACHE.KEY.coerce(SQLDataType.BIGINT)))
                .where(isNumber());
    }

    /** As {@link #renumberNumbers()}, with the number that a name ends in. */
    static Query renumberNames() {
        Field<Long> number = another(EndDefinitions.digits().cast(SQLDataType.BIGINT));
        Field<String> digits =
                substring(concat(inline(ZEROS), number.cast(SQLDataType.VARCHAR)), inline(-ZEROS.length()));
        return update(CACHE)
                .set(CACHE.KEY.coerce(SQLDataType.VARCHAR), concat(param("start", SQLDataType.VARCHAR), digits))
                .where(isName());
    }

    private static Field<Long> another(Field<Long> number) {
        return param("base", SQLDataType.BIGINT)
                .plus(param("sign", SQLDataType.BIGINT).mul(number));
    }

    private static Condition isNumber() {
        return FindDefinitions.isListed().and(EndDefinitions.isBetween()).and(EndDefinitions.isInteger());
    }

    private static Condition isName() {
        return FindDefinitions.isListed().and(EndDefinitions.isBetween()).and(EndDefinitions.endsInDigits());
    }
}
