package dev.larder.jcache.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hibernate's second-level cache, which is there when the application is started again: each run is a JVM. */
@Timeout(120)
final class SecondLevelCacheTest {

    @TempDir
    Path directory;

    private URI manager;

    @BeforeEach
    void writeProperties() throws IOException {
        manager = Files.writeString(
                        directory.resolve("larder.properties"),
                        "larder.storage=" + directory.resolve("cache").toUri() + "\n" + classesOfTheGuide())
                .toUri();
    }

    /** The classes that the guide allows: what it says is what is tested. */
    private static String classesOfTheGuide() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide/jcache.md"));
        int start = guide.indexOf("larder.allowed-classes=");
        return guide.substring(start, guide.indexOf("```", start));
    }

    private Map<String, String> run(String what) throws Exception {
        Path output = directory.resolve(what + ".out");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dorg.jooq.no-logo=true",
                        "-Dorg.jooq.no-tips=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Library.class.getName(),
                        "jdbc:h2:file:" + directory.resolve("library"),
                        manager.toString(),
                        what))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines()
                .filter(line -> line.matches("[a-z ]+: .*"))
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    @Test
    void entities_afterARestart_comeFromTheCacheWithoutSql() throws Exception {
        Map<String, String> written = run("write");
        Map<String, String> first = run("read");
        Map<String, String> second = run("read");

        assertThat(first.get("result")).isEqualTo(written.get("result")).contains("Die Wand");
        // the entities were put when they were written, the collection when it was read first
        assertThat(second)
                .containsEntry("result", first.get("result"))
                .containsEntry("hits", "3")
                .containsEntry("misses", "0")
                .containsEntry("statements", "0");
    }

    @Test
    void query_afterARestart_comesFromTheCacheWithoutSqlAndAsItIsNow() throws Exception {
        run("write");
        Map<String, String> renamed = run("rename");
        Map<String, String> first = run("query");
        Map<String, String> second = run("query");

        assertThat(first.get("result")).contains("Marie Helene").contains(renamed.get("result"));
        assertThat(second)
                .containsEntry("result", first.get("result"))
                .containsEntry("query hits", "1")
                .containsEntry("statements", "0");
    }
}
