package dev.larder.storage.postgresql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A server of a test's own, from the jar, that can be stopped and started again with the data it had and at the port it
 * had. Closing stops it.
 */
public final class RestartableServer implements AutoCloseable {

    private final Path directory;
    private final EmbeddedPostgres.Builder builder;
    private EmbeddedPostgres server;

    private RestartableServer(Path directory) {
        this.directory = directory;
        builder = PostgresServer.builder().setDataDirectory(directory).setCleanDataDirectory(false);
        server = start(builder);
    }

    /** Starts one whose data lie in this directory, which is made. */
    public static RestartableServer in(Path directory) {
        return new RestartableServer(directory);
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

    /** Ends the server as a crash does, and starts it again. */
    public void crash() {
        int port = server.getPort();
        ProcessHandle postmaster = postmaster();
        try {
            // so that its other processes end too
            new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid()))
                    .start()
                    .waitFor();
            postmaster.onExit().get(1, TimeUnit.MINUTES);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The server of the test could not be ended", e);
        }
        close();
        server = start(builder.setPort(port));
    }

    /**
     * Starts another server that copies this one from now on, by streaming replication, and can be read from; this one
     * is restarted for it.
     *
     * @param other where its data are to lie
     */
    RestartableServer startStandby(Path other) {
        int port = server.getPort();
        close();
        try {
            copyTo(other);
            Files.createFile(other.resolve("standby.signal"));
            Files.writeString(
                    other.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres'\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The data of the server could not be copied", e);
        }
        server = start(builder.setPort(port));
        return new RestartableServer(other);
    }

    private void copyTo(Path other) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                // with its permissions, or the server refuses it
                Files.copy(file, other.resolve(directory.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private ProcessHandle postmaster() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(directory.resolve("postmaster.pid")).get(0));
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("The server of the test has no number", e);
        }
    }

    /** Ends all sessions at once, and stops the server. */
    void stop() {
        PostgresServer.close(server);
    }

    @Override
    public void close() {
        stop();
    }
}
