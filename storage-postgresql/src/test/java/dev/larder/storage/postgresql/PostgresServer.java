package dev.larder.storage.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One server for all tests of a JVM; each asks for a collection or a schema of its own. It is the one that
 * {@value #URL} names, or else one in a container, or else one that is started from a jar. Without any of these the
 * tests fail: none is passed over in silence.
 */
public final class PostgresServer {

    /** The environment variable with the JDBC URL of a server to use, with user and password. */
    private static final String URL = "LARDER_POSTGRESQL_URL";

    private static final String IMAGE = "postgres:18-alpine";

    private PostgresServer() {}

    private static final class Running {

        private static final String URL = start();

        private static String start() {
            @Nullable String given = System.getenv(PostgresServer.URL);
            if (given != null) {
                return tell("the one that " + PostgresServer.URL + " names", given);
            }
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return tell("a container of " + IMAGE, container());
            }
            return tell("an embedded one", embedded());
        }

        @SuppressWarnings("SystemOut") // which server it was belongs into the log of a build
        private static String tell(String which, String url) {
            System.out.println("PostgreSQL server of the tests: " + which);
            return url;
        }

        @SuppressWarnings("resource") // Testcontainers ends it with the JVM
        private static String container() {
            PostgreSQLContainer server = new PostgreSQLContainer(IMAGE);
            server.start();
            String url = server.getJdbcUrl();
            return url + (url.contains("?") ? "&" : "?") + "user=" + server.getUsername() + "&password="
                    + server.getPassword();
        }

        private static String embedded() {
            try {
                EmbeddedPostgres server = builder().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
                return url(server);
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException(
                        "There is no PostgreSQL server for the tests: " + PostgresServer.URL
                                + " is not set, Docker does not answer, and none could be started from its jar: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    /** Of servers from the jar, which this machine alone can reach. */
    static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2)) // not 10 s: the machine may be busy
                .setServerConfig("listen_addresses", "127.0.0.1");
    }

    static String url(EmbeddedPostgres server) {
        return server.getJdbcUrl("postgres", "postgres");
    }

    static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The server of the tests could not be stopped", e);
        }
    }

    /** JDBC URL of the server. */
    public static String url() {
        return Running.URL;
    }

    /** @param settings of the driver, as they stand in a URL, each with an ampersand before it */
    static String url(String settings) {
        return url() + (url().contains("?") ? "" : "?") + settings;
    }
}
