package dev.larder.spring.boot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application in a process of its own, asked over HTTP. Closing it ends the process as an operator does. */
final class RunningApplication implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+) ");

    private final Process process;
    private final Path log;
    private final HttpClient client = HttpClient.newHttpClient();
    private URI root = URI.create("http://localhost");

    private RunningApplication(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it from the class path, without waiting until it is there. */
    static RunningApplication start(Line line, Path log, String... arguments) throws IOException {
        return start(line.onClassPath(BookshopApplication.class), log, arguments);
    }

    /** Starts it from the module path, without waiting until it is there. */
    static RunningApplication startOnModulePath(Line line, Path log, String... arguments) throws IOException {
        return start(line.onModulePath(BookshopApplication.class), log, arguments);
    }

    private static RunningApplication start(List<String> options, Path log, String... arguments) throws IOException {
        Process process = jvm(options, arguments)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new RunningApplication(process, log);
    }

    /** A small JVM with these options and a program's arguments. */
    static ProcessBuilder jvm(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.addAll(options);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Waits until it answers. */
    RunningApplication started() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            Matcher found = STARTED.matcher(log());
            if (found.find()) {
                root = URI.create("http://localhost:" + found.group(1));
                return this;
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IllegalStateException("The application has not started:\n" + log());
    }

    /** On which it answers. */
    int port() {
        return root.getPort();
    }

    /** Everything it has printed. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Waits until it has ended by itself; returns its exit code. */
    int exit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ended")
                .isTrue();
        return process.exitValue();
    }

    String get(String path) throws IOException, InterruptedException {
        return text(send("GET", path));
    }

    CompletableFuture<String> getLater(String path) {
        return client.sendAsync(request("GET", path), HttpResponse.BodyHandlers.ofString())
                .thenApply(RunningApplication::text);
    }

    void put(String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", "application/octet-stream")
                .build();
        text(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    byte[] bytes(String path) throws IOException, InterruptedException {
        return client.send(request("GET", path), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return client.send(request(method, path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path) {
        return HttpRequest.newBuilder(root.resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .build();
    }

    private static String text(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
