package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.storage.PinnedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pinned files in a directory that Python DiskCache uses at the same time. */
class PythonPinTest {

    private static final byte[] LARGE = "x".repeat(50_000).getBytes(StandardCharsets.UTF_8);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final String CHECK = "[str(each.message) for each in cache.check(fix=True)]";

    @Test
    void pythonOverwritesDeletesClearsAndRepairs_pinnedFilesStay(@TempDir Path directory) throws Exception {
        try (PythonConsole python = PythonConsole.open(directory);
                Cache<Object, Object> cache = Cache.at(directory).open()) {
            cache.set("overwritten", LARGE);
            cache.set("deleted", LARGE);
            cache.set("small", "value");
            assertThat(python.evaluate("cache.set('from Python', b'y' * 50000)"))
                    .isEqualTo("True");
            try (PinnedFile overwritten = cache.pin("overwritten", LEASE).orElseThrow();
                    PinnedFile deleted = cache.pin("deleted", LEASE).orElseThrow();
                    PinnedFile small = cache.pin("small", LEASE).orElseThrow();
                    PinnedFile pythons = cache.pin("from Python", LEASE).orElseThrow()) {
                assertThat(deleted.extend(LEASE.multipliedBy(2))).isTrue();
                assertThat(python.evaluate(CHECK)).isEqualTo("[]");
                assertThat(python.evaluate("cache.set('overwritten', b'z' * 50000)"))
                        .isEqualTo("True");
                assertThat(python.evaluate("cache.delete('deleted')")).isEqualTo("True");
                assertThat(overwritten.path()).hasBinaryContent(LARGE);
                assertThat(python.evaluate("cache.clear()")).isEqualTo("3");
                assertThat(python.evaluate(CHECK)).isEqualTo("[]");

                assertThat(overwritten.path()).hasBinaryContent(LARGE);
                assertThat(deleted.path()).hasBinaryContent(LARGE);
                assertThat(small.path()).hasContent("value");
                assertThat(pythons.path()).hasContent("y".repeat(50_000));
                assertThat(cache.repair()).isEmpty();
            }
            assertThat(python.evaluate(CHECK)).isEqualTo("[]");
        }
    }

    @Test
    void pythonChecksShardsWithPinnedFiles_findsNothing(@TempDir Path directory) throws Exception {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).shards(2).open()) {
            cache.set("key", LARGE);
            try (PinnedFile pinned = cache.pin("key", LEASE).orElseThrow()) {
                for (String shard : new String[] {"000", "001"}) {
                    try (PythonConsole python = PythonConsole.open(directory.resolve(shard))) {
                        assertThat(python.evaluate("cache.clear() >= 0")).isEqualTo("True");
                        assertThat(python.evaluate(CHECK)).isEqualTo("[]");
                    }
                }
                assertThat(pinned.path()).hasBinaryContent(LARGE);
            }
        }
    }
}
