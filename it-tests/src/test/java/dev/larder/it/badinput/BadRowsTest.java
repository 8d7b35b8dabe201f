package dev.larder.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Order;
import dev.larder.Stats;
import dev.larder.storage.Blob;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Finding;
import dev.larder.storage.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose value is not where they say, and rows that name what is none of the cache's business. */
class BadRowsTest {

    @TempDir
    Path temporary;

    private Pantry pantry;
    private Cache<Object, Object> cache;

    @BeforeEach
    void open() {
        pantry = new Pantry(temporary.resolve("cache"));
        pantry.fill();
        cache = Cache.at(pantry.directory()).statistics(true).open();
    }

    @AfterEach
    void close() {
        cache.close();
    }

    private Path fileOf(Object key) {
        try (Blob blob = cache.read(key).orElseThrow()) {
            return blob.path().orElseThrow();
        }
    }

    // ---- the file is missing or has another length

    @Test
    void valueFile_missing_isACountedMissAndAFinding() throws IOException {
        cache.set("bad", Pantry.fileValue());
        Path file = fileOf("bad");
        Files.delete(file);

        requireMissAndFinding(file, Finding.Kind.VALUE_FILE_MISSING);
        assertThat(cache.repair()).singleElement().matches(Finding::repaired);
        assertThat(cache.contains("bad")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Pantry.FILE_BYTES - 1, Pantry.FILE_BYTES + 1})
    void valueFile_ofAnotherLength_isACountedMissAndAFinding(int length) throws IOException {
        cache.set("bad", Pantry.fileValue());
        Path file = fileOf("bad");
        Files.write(file, new byte[length]);

        requireMissAndFinding(file, Finding.Kind.VALUE_FILE_LENGTH);
        assertThat(cache.repair()).singleElement().matches(Finding::repaired);
        assertThat(cache.get("bad")).isEqualTo(new byte[length]);
    }

    private void requireMissAndFinding(Path file, Finding.Kind kind) {
        cache.stats(true, true);

        assertThat(cache.get("bad")).isNull();
        assertThat(cache.stats()).isEqualTo(new Stats(0, 1));
        Pantry.requireEntries(cache);
        assertThat(cache.stats()).isEqualTo(new Stats(2, 1));
        assertThat(cache.check()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.subject())
                    .isEqualTo(pantry.directory().relativize(file).toString());
            assertThat(finding.detail()).contains("bad");
            assertThat(finding.repaired()).isFalse();
        });
    }

    // ---- the row names a file outside the directory

    private Path victim() {
        return temporary.resolve("victim.val");
    }

    /** Has the row of {@code key} name another file, which has the length that the row says. */
    private void misname(Object key, String name) throws IOException, SQLException {
        Files.write(victim(), Pantry.fileValue());
        Files.delete(fileOf(key));
        pantry.sql("UPDATE Cache SET filename = '" + name.replace("VICTIM", victim().toString()) + "' WHERE key = '"
                + key + "'");
    }

    private void requireUntouched() throws IOException {
        assertThat(Files.readAllBytes(victim())).isEqualTo(Pantry.fileValue());
        Pantry.requireEntries(cache);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../victim.val",
                "VICTIM",
                "ab/cd/../../../victim.val",
                "./../victim.val",
                "cache.db",
                "",
                "ab/cd",
                "..",
                "ab/cd/0123456789abcdef0123456789AB.val",
            })
    void row_namingAnotherFile_isCorruptForWhoNeedsTheValue(String name) throws IOException, SQLException {
        cache.set("bad", Pantry.fileValue());
        misname("bad", name);

        readers("bad")
                .forEach((verb, call) -> assertThatThrownBy(call)
                        .as(verb)
                        .isInstanceOf(CorruptStoreException.class)
                        .hasMessageContainingAll(
                                pantry.directory().toString(),
                                "'" + name.replace("VICTIM", victim().toString()) + "'",
                                "A check with repair removes such rows"));
        assertThat(cache.contains("bad")).isTrue();
        assertThat(cache.keys(Order.INSERTION).toList()).containsExactly("row", "file", "bad");
        requireUntouched();
        assertThat(cache.check()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.VALUE_FILE_NAME);
            assertThat(finding.subject()).contains("bad");
        });
        assertThat(cache.size()).isEqualTo(3);

        assertThat(cache.repair()).singleElement().matches(Finding::repaired);
        assertThat(cache.check()).isEmpty();
        assertThat(cache.size()).isEqualTo(2);
        requireUntouched();
    }

    private Map<String, ThrowingCallable> readers(Object key) {
        Map<String, ThrowingCallable> readers = new LinkedHashMap<>();
        readers.put("get", () -> cache.get(key));
        readers.put("getAll", () -> cache.getAll(List.of("row", key)));
        readers.put("entry", () -> cache.entry(key));
        readers.put("read", () -> cache.read(key));
        readers.put("pop", () -> cache.pop(key));
        readers.put("popEntry", () -> cache.popEntry(key));
        readers.put("compareAndSet", () -> cache.compareAndSet(key, Pantry.fileValue(), "other"));
        readers.put("entries", () -> cache.entries(Order.KEY).toList());
        readers.put("peekItem", () -> cache.peekItem(Side.BACK));
        readers.put("asMap().get", () -> cache.asMap().get(key));
        readers.put("asMap().remove", () -> cache.asMap().remove(key));
        return readers;
    }

    @Test
    void row_namingAnotherFile_inAQueueStaysThere() throws IOException, SQLException {
        cache.push(Pantry.fileValue(), "q");
        misname("q-500000000000000", "../victim.val");

        for (Side side : Side.values()) {
            assertThatThrownBy(() -> cache.peek("q", side)).isInstanceOf(CorruptStoreException.class);
            assertThatThrownBy(() -> cache.pull("q", side)).isInstanceOf(CorruptStoreException.class);
        }
        assertThat(cache.size()).isEqualTo(3);
        requireUntouched();
    }

    @Test
    void row_namingAnotherFile_canBeReplacedAndRemovedAndTheFileStays() throws IOException, SQLException {
        Map<String, ThrowingCallable> writers = new LinkedHashMap<>();
        writers.put("set", () -> cache.set("bad", "small"));
        writers.put("set a file", () -> cache.set("bad", Pantry.fileValue()));
        writers.put("replace", () -> cache.replace("bad", "small"));
        writers.put("delete", () -> cache.delete("bad"));
        writers.put("deleteAll", () -> cache.deleteAll(List.of("bad")));
        writers.put("evictPrefix", () -> cache.evictPrefix("ba"));
        for (Map.Entry<String, ThrowingCallable> writer : writers.entrySet()) {
            cache.set("bad", Pantry.fileValue());
            misname("bad", "../victim.val");

            assertThatCode(writer.getValue()).as(writer.getKey()).doesNotThrowAnyException();
            assertThat(cache.check()).as(writer.getKey()).isEmpty();
            requireUntouched();
        }
        cache.set("bad", Pantry.fileValue());
        misname("bad", "../victim.val");
        assertThat(cache.clear()).isEqualTo(3);
        assertThat(Files.readAllBytes(victim())).isEqualTo(Pantry.fileValue());
    }
}
