package dev.larder.storage.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One server for all tests of a JVM; each asks for a collection of its own. */
public final class PostgresServer {

    private PostgresServer() {}

    private static final class Running {

        private static final String URL = start();

        private static String start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        server.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
                return server.getJdbcUrl("postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException("No PostgreSQL server could be started", e);
            }
        }
    }

    /** JDBC URL of the server. */
    public static String url() {
        return Running.URL;
    }
}
