package dev.larder.jcache;

import dev.larder.storage.postgresql.PostgreSql;
import dev.larder.storage.postgresql.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The technology compatibility kit on a server. */
@Tag("soak")
final class PostgreSqlTckSoakTest {

    @TempDir
    Path temporary;

    @Test
    void tck_onPostgreSql_passes() throws Exception {
        TckRun.on(
                "PostgreSQL",
                PostgreSql.at(PostgresServer.url()).schema("jcache_tck").uri(),
                temporary);
    }
}
