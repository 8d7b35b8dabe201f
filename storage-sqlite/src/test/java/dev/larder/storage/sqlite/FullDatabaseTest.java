package dev.larder.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.StoreFullException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache whose database cannot grow any more. */
final class FullDatabaseTest {

    private static final int FREE_PAGES = 4;

    /** Too much for the free pages, and not enough for a file. */
    private static final String TOO_LONG = "x".repeat(32_000);

    @TempDir
    private Path directory;

    /** The directory's storage, with room for a few more pages than the store has. */
    private record Small(Path directory) implements Storage {

        @Override
        public Store open(StoreConfig config) {
            try {
                return SmallStore.open(directory, config, FREE_PAGES);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public URI uri() {
            return directory.toUri();
        }
    }

    private static Map<String, ThrowingCallable> writes(Cache<Object, Object> cache) {
        Map<String, ThrowingCallable> writes = new LinkedHashMap<>();
        writes.put("set", () -> cache.set("new", TOO_LONG));
        writes.put("set an entry that is there", () -> cache.set("row", TOO_LONG));
        writes.put("set an entry with a file", () -> cache.set("file", TOO_LONG));
        writes.put("add", () -> cache.add("new", TOO_LONG));
        writes.put("replace", () -> cache.replace("row", TOO_LONG));
        writes.put("compareAndSet", () -> cache.compareAndSet("row", "stays", TOO_LONG));
        writes.put("push", () -> cache.push(TOO_LONG, "q"));
        Map<Object, Object> entries = new LinkedHashMap<>();
        entries.put("file", "small");
        entries.put("new", TOO_LONG);
        writes.put("setAll", () -> cache.setAll(entries));
        // the value is in a file by the time its key does not fit
        writes.put("set a file under a long key", () -> cache.set(TOO_LONG, new byte[40_000]));
        return writes;
    }

    @Test
    void writes_databaseFull_areStoreFullAndChangeNothing() throws IOException {
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            cache.set("row", "stays");
            cache.set("file", new byte[40_000]);
        }
        List<Path> files = Samples.valueFiles(directory);

        try (Cache<Object, Object> cache = Cache.on(new Small(directory)).open()) {
            for (Map.Entry<String, ThrowingCallable> write : writes(cache).entrySet()) {
                String verb = write.getKey();
                assertThatThrownBy(write.getValue())
                        .as(verb)
                        .isInstanceOf(StoreFullException.class)
                        .hasMessageContainingAll(
                                "no room for the store " + directory, "nothing was changed", "free space");
                requireUnchanged(cache);
                assertThat(Samples.valueFiles(directory)).as(verb).isEqualTo(files);
            }
            assertThat(cache.set("small", 1L)).as("what fits is stored").isTrue();
            assertThat(cache.delete("small")).isTrue();
        }
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            requireUnchanged(cache);
            assertThat(cache.set("new", TOO_LONG)).as("with room again").isTrue();
        }
    }

    private static void requireUnchanged(Cache<Object, Object> cache) {
        assertThat(cache.get("row")).isEqualTo("stays");
        assertThat(cache.get("file")).isEqualTo(new byte[40_000]);
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.check()).isEmpty();
    }
}
