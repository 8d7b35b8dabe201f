package dev.larder.storage.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A server of a test's own, from the jar, that can be stopped and started again with the data it had and at the port it
 * had. Closing stops it.
 */
public final class RestartableServer implements AutoCloseable {

    private final EmbeddedPostgres.Builder builder;
    private EmbeddedPostgres server;

    private RestartableServer(EmbeddedPostgres.Builder builder) {
        this.builder = builder;
        server = start(builder);
    }

    /** Starts one whose data lie in this directory, which is made. */
    public static RestartableServer in(Path directory) {
        return new RestartableServer(
                PostgresServer.builder().setDataDirectory(directory).setCleanDataDirectory(false));
    }

    private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("The server of the test could not be started", e);
        }
    }

    /** JDBC URL of the server, before and after a restart. */
    public String url() {
        return PostgresServer.url(server);
    }

    /** Ends all sessions at once, stops the server and starts it again. */
    public void restart() {
        int port = server.getPort();
        close();
        server = start(builder.setPort(port));
    }

    @Override
    public void close() {
        PostgresServer.close(server);
    }
}
