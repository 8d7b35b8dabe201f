package dev.larder.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Larder;
import dev.larder.codec.Codec;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.postgresql.PostgreSql;
import dev.larder.storage.postgresql.PostgresServer;
import java.sql.SQLException;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Tables that a crash of the server empties, in an application's transaction. */
final class UnloggedTablesTest {

    @Test
    void in_unloggedTables_hasCachesOnly() throws SQLException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(PostgresServer.url());
        PostgreSql.at(database)
                .schema("joined")
                .unlogged()
                .open(StoreConfig.defaults())
                .close();
        JooqLarder shared =
                JooqLarder.using(DSL.using(database, SQLDialect.POSTGRES)).schema("joined_unlogged");
        DSL.using(database, SQLDialect.POSTGRES).transaction(transaction -> {
            Larder larder = shared.in(transaction);
            larder.cache("pages", Codec.string(), Codec.string()).set("key", "value");
            assertThatThrownBy(() -> larder.deque("jobs", Codec.string()))
                    .isInstanceOf(UnsupportedOperationException.class);
        });
        try (Larder larder = shared.larder()) {
            assertThat(larder.cache("pages", Codec.string(), Codec.string()).get("key"))
                    .isEqualTo("value");
        }
    }
}
