package dev.larder.storage.jooq;

import static dev.larder.storage.jooq.schema.Tables.CACHE;
import static dev.larder.storage.jooq.schema.Tables.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Scalar;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** The generated tables, used as any program on jOOQ uses them. */
class ScalarBindingTest extends StoreFixture {

    @Test
    void set_everyType_keepsItThroughJooq() throws SQLException {
        DSLContext jooq = DSL.using(session.connection(), SQLDialect.SQLITE);
        List<Scalar> scalars =
                List.of(Scalar.of(1), Scalar.of(2.5), Scalar.of("1"), Scalar.of("a\0b"), Scalar.of(new byte[] {'1'}));
        for (Scalar scalar : scalars) {
            jooq.insertInto(CACHE)
                    .columns(CACHE.KEY, CACHE.RAW, CACHE.VALUE)
                    .values(scalar, 1, scalar)
                    .execute();
        }

        assertThat(store.rows("select typeof(key), typeof(value), typeof(tag) from Cache order by rowid"))
                .containsExactly(
                        "integer|integer|null", "real|real|null", "text|text|null", "text|text|null", "blob|blob|null");
        assertThat(jooq.select(CACHE.KEY).from(CACHE).orderBy(CACHE.ROWID).fetch(CACHE.KEY))
                .isEqualTo(scalars);
        assertThat(jooq.select(CACHE.TAG).from(CACHE).fetch(CACHE.TAG)).containsOnlyNulls();
        assertThat(jooq.fetchCount(CACHE, CACHE.KEY.eq(Scalar.of("1")))).isEqualTo(1);
    }

    @Test
    void set_settingOfAnyType_keepsItThroughJooq() throws SQLException {
        DSLContext jooq = DSL.using(session.connection(), SQLDialect.SQLITE);

        jooq.update(SETTINGS)
                .set(SETTINGS.VALUE, Scalar.of(134217728.0))
                .where(SETTINGS.KEY.eq("size_limit"))
                .execute();

        assertThat(store.value("select typeof(value) from Settings where key = 'size_limit'"))
                .isEqualTo("real");
        assertThat(jooq.select(SETTINGS.VALUE)
                        .from(SETTINGS)
                        .where(SETTINGS.KEY.eq("size_limit"))
                        .fetchSingle(SETTINGS.VALUE))
                .isEqualTo(Scalar.of(134217728.0));
    }
}
