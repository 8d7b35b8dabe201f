package dev.larder.spring.boot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The application on each line of Spring Boot, in processes of its own: two at once on one directory, one from the
 * class path and one from the module path.
 */
final class BootLinesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MODULES =
            "[\"dev.larder\",\"dev.larder.spring\",\"dev.larder.spring.boot\",\"dev.larder.spring.boot.app\"]";

    @TempDir
    private Path directory;

    private int starts;

    private RunningApplication start(Line line, String... arguments) throws IOException {
        return RunningApplication.start(line, log(), inTheDirectory(arguments));
    }

    private RunningApplication startOnModulePath(Line line, String... arguments) throws IOException {
        return RunningApplication.startOnModulePath(line, log(), inTheDirectory(arguments));
    }

    private Path log() {
        return directory.resolve(++starts + ".log");
    }

    private String[] inTheDirectory(String... arguments) {
        return Stream.concat(Stream.of("--larder.directory=" + directory.resolve("larder")), Stream.of(arguments))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOT_3_5", "BOOT_4_1"})
    void twoInstances_ofTheOldestAndTheNewestLine_shareCachesWorkAndFiles(Line line) throws Exception {
        shareCachesWorkAndFiles(line);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource
    void twoInstances_ofEachLine_shareCachesWorkAndFiles(Line line) throws Exception {
        shareCachesWorkAndFiles(line);
    }

    private void shareCachesWorkAndFiles(Line line) throws Exception {
        String allAreSlow = "--larder.slow-operation-threshold=0";
        try (RunningApplication one = start(line, allAreSlow);
                RunningApplication other = startOnModulePath(line, allAreSlow, "--larder.endpoint.writes=true")) {
            one.started();
            other.started();
            assertThat(one.get("/modules")).isEqualTo("[\"null\",\"null\",\"null\",\"null\"]");
            assertThat(other.get("/modules")).isEqualTo(MODULES);
            String emma = one.get("/authors/austen/emma");
            assertThat(emma).contains("\"edition\":1");
            assertThat(other.get("/authors/austen/emma")).isEqualTo(emma);

            tagsAndPuts(one, other, emma);
            loadsOnce(one, other);
            work(one, other);
            files(one, other);
            answersOperators(one, other);
        }
        try (RunningApplication again = startOnModulePath(line).started()) {
            assertThat(again.get("/slow/ulysses")).contains("\"edition\":3");
            again.send("POST", "/jobs/last");
            waitFor(again, "\"last\"");
        }
    }

    private static void tagsAndPuts(RunningApplication one, RunningApplication other, String emma)
            throws IOException, InterruptedException {
        assertThat(one.send("PUT", "/authors/joyce/ulysses").statusCode()).isEqualTo(200);
        other.send("DELETE", "/authors/austen");

        assertThat(one.get("/authors/austen/emma")).isNotEqualTo(emma).contains("\"edition\":2");
        assertThat(other.get("/authors/joyce/ulysses")).contains("\"edition\":-1");
    }

    private static void loadsOnce(RunningApplication one, RunningApplication other)
            throws IOException, InterruptedException {
        List<CompletableFuture<String>> answers = Stream.of(one, other, one, other)
                .map(each -> each.getLater("/slow/ulysses"))
                .toList();

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer).succeedsWithin(PATIENCE).asString().contains("\"edition\":3"));
        assertThat(one.get("/none/absent")).isEmpty();
        assertThat(other.get("/none/absent")).isEmpty();
        assertThat(one.get("/later/emma")).contains("\"edition\":5");
        assertThat(other.get("/later/dubliners")).contains("\"edition\":6");
    }

    private static void work(RunningApplication one, RunningApplication other)
            throws IOException, InterruptedException {
        for (String job : List.of("a", "flaky", "impossible")) {
            assertThat(one.send("POST", "/jobs/" + job).statusCode()).isEqualTo(200);
        }

        assertThat(waitFor(other, "\"a\"", "\"flaky\"", "\"dead\":1")).contains("a=1", "flaky=2", "impossible=1");
    }

    /** Waits until the progress of the work contains all of {@code parts}. */
    private static String waitFor(RunningApplication application, String... parts)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String progress;
        do {
            progress = application.get("/jobs");
            assertThat(System.nanoTime()).as(progress).isLessThan(end);
        } while (!Stream.of(parts).allMatch(progress::contains));
        return progress;
    }

    private static void files(RunningApplication one, RunningApplication other)
            throws IOException, InterruptedException {
        byte[] film = new byte[300_000];
        film[299_999] = 1;

        one.put("/files/film", film);

        assertThat(other.bytes("/files/film")).isEqualTo(film);
        assertThat(other.send("GET", "/files/none").statusCode()).isEqualTo(404);
    }

    private static void answersOperators(RunningApplication one, RunningApplication other)
            throws IOException, InterruptedException {
        assertThat(one.get("/actuator/health"))
                .startsWith("{\"")
                .contains("\"larder\":{")
                .contains("\"collections\":")
                .doesNotContain("DOWN");
        assertThat(other.get("/actuator/metrics/cache.gets?tag=cache:books&tag=result:hit"))
                .contains("\"statistic\":\"COUNT\",\"value\":")
                .doesNotContain("\"value\":0.0");
        assertThat(one.get("/actuator/metrics/cache.size?tag=cache:books")).contains("\"value\":5.0");
        assertThat(other.get("/actuator/metrics/cache.gets?tag=cache:none&tag=result:hit"))
                .as("a cache that was made on demand")
                .contains("\"value\":1.0");
        assertThat(one.get("/actuator/metrics/larder.volume?tag=cache:books")).contains("bytes");
        assertThat(one.get("/actuator/metrics/larder.queue.items?tag=queue:jobs&tag=state:dead"))
                .contains("\"value\":1.0");
        assertThat(one.get("/actuator/metrics/larder.size?tag=kind:index&tag=name:attempts"))
                .contains("\"value\":3.0");
        for (RunningApplication each : List.of(one, other)) {
            assertThat(each.get("/actuator/metrics/larder.slow.operation?tag=collection:cache/books&tag=operation:get"))
                    .contains("\"statistic\":\"COUNT\",\"value\":", "\"statistic\":\"TOTAL_TIME\",\"value\":")
                    .doesNotContain("\"value\":0.0}");
        }
        assertThat(one.get("/actuator/caches")).contains("\"books\"", "\"files\"");
        assertThat(one.get("/actuator/larder")).contains("\"caches\":{\"books\":{\"entries\":", "\"jobs\":{");
        assertThat(one.get("/actuator/larder/books")).contains("\"entries\":5");

        assertThat(one.send("DELETE", "/actuator/larder/books").statusCode()).isEqualTo(405);
        assertThat(other.send("DELETE", "/actuator/larder/books/author:austen").body())
                .isEqualTo("{\"removed\":1}");
        assertThat(one.get("/actuator/larder/books")).contains("\"entries\":4");
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOT_3_5", "BOOT_4_1"})
    void plainSpring_onTheModulePath_findsInItsSecondRunWhatTheFirstHasCached(Line line) throws Exception {
        assertThat(runPlain(line)).containsExactly("module dev.larder", book(1), book(2));
        assertThat(runPlain(line)).containsExactly("module dev.larder", book(2), book(3));
    }

    private List<String> runPlain(Line line) throws Exception {
        Process process = RunningApplication.jvm(
                        line.onModulePath(PlainApplication.class),
                        directory.resolve("plain").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // what hangs is killed, or reading would never end
        var unused =
                process.onExit().orTimeout(5, TimeUnit.MINUTES).exceptionally(hanging -> process.destroyForcibly());
        try (BufferedReader output = process.inputReader()) {
            return output.lines().toList();
        } finally {
            assertThat(process.waitFor()).isZero();
        }
    }

    private static String book(int edition) {
        return new Book("emma", "austen", edition).toString();
    }

    @ParameterizedTest
    @EnumSource(names = {"BOOT_3_5", "BOOT_4_1"})
    void start_withABadProperty_endsWithAnAnalysis(Line line) throws Exception {
        try (RunningApplication application = start(line, "--larder.caches.books.type=com.example.Missing")) {
            assertThat(application.exit()).isEqualTo(1);
            assertThat(application.log())
                    .contains("APPLICATION FAILED TO START")
                    .contains("larder.caches.books.type: there is no type 'com.example.Missing'")
                    .contains("Write the full name of the class");
        }
    }
}
