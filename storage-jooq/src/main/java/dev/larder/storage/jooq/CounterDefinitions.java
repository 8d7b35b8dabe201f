package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static dev.larder.storage.jooq.schema.Tables.SETTINGS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.update;

import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** Statements on settings and counters. */
final class CounterDefinitions {

    private CounterDefinitions() {}

    static Query recount() {
        return select(count(), coalesce(sum(CACHE.SIZE).coerce(SQLDataType.BIGINT), inline(0L)))
                .from(CACHE);
    }

    static Query settings() {
        return select(SETTINGS.KEY, SETTINGS.VALUE).from(SETTINGS);
    }

    static Query setting() {
        return select(SETTINGS.VALUE).from(SETTINGS).where(isNamed());
    }

    static Query addToSetting() {
        return update(SETTINGS)
                .set(
                        SETTINGS.VALUE.coerce(SQLDataType.BIGINT),
                        SETTINGS.VALUE.coerce(SQLDataType.BIGINT).plus(param("delta", SQLDataType.BIGINT)))
                .where(isNamed());
    }

    static Query putSetting() {
        return insertInto(SETTINGS)
                .columns(SETTINGS.KEY, SETTINGS.VALUE)
                .values(param("key", SETTINGS.KEY), param("value", SETTINGS.VALUE))
                .onConflict(SETTINGS.KEY)
                .doUpdate()
                .set(SETTINGS.VALUE, excluded(SETTINGS.VALUE));
    }

    private static Condition isNamed() {
        return SETTINGS.KEY.eq(param("key", SETTINGS.KEY));
    }
}
