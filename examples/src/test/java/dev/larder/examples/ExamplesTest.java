package dev.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each small example as its comment says: its source, by plain {@code java}, in a process of its own. */
class ExamplesTest {

    @TempDir
    Path directory;

    @Test
    void quickStart_runTwice_findsWhatTheFirstRunLeft() throws Exception {
        assertThat(run("QuickStart", store()))
                .contains("Not in the cache.", "/index expires at ", "Evicted by tag: 2", "Left: 1");
        assertThat(run("QuickStart", store())).contains("In the cache from an earlier run: <h1>Welcome back</h1>");
    }

    @Test
    void customCodec_whenReadByAnother_isRefusedByName() throws Exception {
        assertThat(run("CustomCodec", store()))
                .contains("Lisbon is at Position[latitude=38.7223, longitude=-9.1393]", "Refused: ", "64");
    }

    @Test
    void twoProcesses_atTheSameTime_loseNoCountAndHaveOneFirst() throws Exception {
        Process one = start("TwoProcesses", store());
        Process other = start("TwoProcesses", store());
        String both = finish(one) + finish(other);
        assertThat(both).containsOnlyOnce("I am the first.").containsOnlyOnce("The first was process ");
        assertThat(both).contains("all processes together: 2000");
    }

    @Test
    void pythonAndJava_eachProduces_whatTheOtherConsumes() throws Exception {
        String output = run("PythonAndJava", store());
        assumeFalse(output.contains("No Python here"), output);
        assertThat(output)
                .contains(
                        "Python: put 2 orders",
                        "Java: the orders of 2024-02-28 come to 9.95",
                        "Python: bakery 2024-02-28 9.95",
                        "Python: bakery 2024-02-29 120.00");
    }

    @Test
    void largeValues_keepsTheFileAndReadsItsHead() throws Exception {
        Path file = Files.writeString(directory.resolve("large"), "A long story. " + "And so on. ".repeat(100_000));
        assertThat(run("LargeValues", file.toString(), store()))
                .contains("Length: 1100014", "Begins: A long story.", "Bytes in files: 1100014")
                .containsPattern("Kept as: .*\\.val");
    }

    @Test
    void jobQueue_runTwice_findsWhatTheFirstRunLeft() throws Exception {
        assertThat(run("JobQueue", store()))
                .contains("Next: fetch /index", "Last: fetch /about", "Doing: fetch /index", "Doing: fetch /news")
                .doesNotContain("Left from");
        assertThat(run("JobQueue", store())).contains("Left from an earlier run: fetch /about");
    }

    @Test
    void rateLimitedWorker_inTwoProcesses_keepsTheLimitTogether() throws Exception {
        Process one = start("RateLimitedWorker", store());
        Process other = start("RateLimitedWorker", store());
        assertThat(List.of(finish(one), finish(other)))
                .allSatisfy(output ->
                        assertThat(output).contains("Sent mail 8").containsPattern("Took (9\\d\\d|\\d{4,}) ms"))
                .anySatisfy(output -> assertThat(output).contains("All processes together have sent 16 mails"));
    }

    @Test
    void memoizedFetch_runTwice_asksTheServerOnceForEachPage() throws Exception {
        assertThat(run("MemoizedFetch", store()))
                .contains("/a -> The page at /a", "/b -> The page at /b", "Requests: 2");
        assertThat(run("MemoizedFetch", store())).contains("/a -> The page at /a", "Requests: 0");
    }

    @Test
    void stampede_withAndWithoutProtection_isDrawn() throws Exception {
        String output = run("Stampede", store());
        int once = loads(output, "one loads");
        assertThat(once).as("expires four times while the example runs").isBetween(1, 5);
        assertThat(loads(output, "unprotected")).isGreaterThan(once);
        assertThat(Files.readString(directory.resolve("stampede.svg"))).contains("<svg", "<path");
    }

    private static int loads(String output, String name) {
        return output.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2, line.indexOf(" loads", name.length() + 2)))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }

    /** An example that nobody runs would rot. */
    @Test
    void everyExample_isRunByATestOfThisClass() throws Exception {
        String tests = Arrays.stream(ExamplesTest.class.getDeclaredMethods())
                .map(method -> method.getName().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        try (Stream<Path> files = Files.list(sources())) {
            List<String> examples = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList();
            assertThat(examples)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(tests).contains(name.toLowerCase(Locale.ROOT) + "_"));
        }
    }

    private String store() {
        return directory.resolve("store").toString();
    }

    private static String run(String example, String... arguments) throws IOException, InterruptedException {
        return finish(start(example, arguments));
    }

    private static Process start(String example, String... arguments) throws IOException {
        // java refuses to run a source whose class it also finds on the class path
        String compiled = Path.of("target").toAbsolutePath().toString();
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.startsWith(compiled))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--class-path",
                classPath,
                sources().resolve(example + ".java").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Path sources() {
        return Path.of("src/main/java/dev/larder/examples").toAbsolutePath();
    }

    private static String finish(Process process) throws IOException, InterruptedException {
        // what hangs is killed, or reading would never end
        var unused =
                process.onExit().orTimeout(5, TimeUnit.MINUTES).exceptionally(hanging -> process.destroyForcibly());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended").isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
