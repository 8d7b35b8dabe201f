package dev.larder.jcache.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private Map<String, String> run(String... what) throws Exception {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dorg.jooq.no-logo=true",
                "-Dorg.jooq.no-tips=true",
                "-cp",
                System.getProperty("java.class.path"),
                Library.class.getName(),
                "jdbc:h2:file:" + directory.resolve("library"),
                manager.toString()));
        command.addAll(List.of(what));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines()
                .filter(line -> line.matches("[a-z ]+: .*"))
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, other) -> other));
    }

    @Test
    void entitiesAndQueries_afterARestart_comeFromTheCacheWithoutSql() throws Exception {
        Map<String, String> first = run("write", "find", "query");
        Map<String, String> second = run("find", "first query", "rename", "query");

        assertThat(first.get("find")).contains("Die Wand").isEqualTo(first.get("write"));
        assertThat(second)
                .containsEntry("find", first.get("write"))
                .containsEntry("find cost", "hits=3 misses=0 queryHits=0 statements=0")
                .containsEntry("first query", first.get("query"))
                .containsEntry("first query cost", "hits=2 misses=0 queryHits=1 statements=0");
        // what was changed is not served any more
        assertThat(second.get("query")).contains("Marie Helene").contains(second.get("rename"));
    }
}
