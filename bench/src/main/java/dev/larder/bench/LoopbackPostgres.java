package dev.larder.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server to measure with: the one that the environment variable {@value #VARIABLE} names, as in the tests,
 * or one from a jar, on this machine.
 */
final class LoopbackPostgres implements AutoCloseable {

    private static final String VARIABLE = "LARDER_POSTGRESQL_URL";

    private final @Nullable EmbeddedPostgres started;
    private final String url;

    LoopbackPostgres() throws IOException {
        String given = System.getenv(VARIABLE);
        started = given == null
                ? EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start()
                : null;
        url = started == null ? given : started.getJdbcUrl("postgres", "postgres");
    }

    /** JDBC URL, with user and password. */
    String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        if (started != null) {
            started.close();
        }
    }
}
