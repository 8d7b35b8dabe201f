package dev.larder.spring.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * An nginx of its own in front of an application, on the loopback interface, with a directory under the internal
 * location {@code /pinned/}. Closing ends it.
 */
public final class Nginx implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Another process may take the port that was free. */
    private static final int ATTEMPTS = 3;

    private static final String TAKEN = "Address already in use";
    private static final String LOG = "nginx.log";

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it; ends the test as not run, and says so in the log, where there is no nginx. */
    public static Nginx start(Path work, int application, Path pinned) throws IOException {
        Optional<Path> executable = executable();
        assumeTrue(executable.isPresent(), "No nginx on this machine; Debian has it in nginx-light");
        Files.createDirectories(work);
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            Nginx nginx = start(executable.get(), work, port, configuration(port, application, pinned));
            try {
                nginx.awaitReady(work);
                return nginx;
            } catch (Throwable e) {
                nginx.close();
                if (attempt == ATTEMPTS || !Files.readString(work.resolve(LOG)).contains(TAKEN)) {
                    throw e;
                }
            }
        }
    }

    private static String configuration(int port, int application, Path pinned) {
        return """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr warn;
                events {}
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    server {
                        listen 127.0.0.1:%d;
                        location / {
                            proxy_pass http://127.0.0.1:%d;
                        }
                        location /pinned/ {
                            internal;
                            alias %s/;
                        }
                    }
                }
                """.formatted(port, application, pinned.toAbsolutePath());
    }

    private static Nginx start(Path executable, Path work, int port, String configuration) throws IOException {
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "-p",
                        work.toString(),
                        "-c",
                        Files.writeString(work.resolve("nginx.conf"), configuration)
                                .toString(),
                        "-e",
                        "stderr")
                .redirectErrorStream(true)
                .redirectOutput(work.resolve(LOG).toFile())
                .start();
        return new Nginx(process, port);
    }

    @SuppressWarnings("SystemOut") // that it did not run belongs into the log of a build
    private static Optional<Path> executable() {
        Optional<Path> found = Stream.concat(
                        Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
        System.out.println(found.map(path -> "nginx of the tests: " + path)
                .orElse("nginx: not run on this machine, it is not installed (Debian: nginx-light)"));
        return found;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** It says who it is when it has its port; before that, another process may answer there. */
    private void awaitReady(Path work) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!Files.exists(work.resolve("nginx.pid"))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("nginx does not start: " + Files.readString(work.resolve(LOG)));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** On which it answers. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
