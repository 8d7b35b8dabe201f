package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.Cache;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.codec.pickle.Pickles;
import dev.larder.storage.Access;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Setting;
import dev.larder.storage.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores made by Python DiskCache, with all their keys and values that are pickles. */
class PickledStoresTest {

    private static final Codec<Object> KEYS = Pickles.data().keys();
    private static final Codec<Object> VALUES = Pickles.data().values();

    static Stream<Arguments> fixtures() {
        return Stream.of(
                        "keys",
                        "values",
                        "tiny",
                        "meta",
                        "policies",
                        "fanout",
                        "named",
                        "deque",
                        "index",
                        "queue",
                        "recipes",
                        "wal")
                .flatMap(name -> Fixture.VERSIONS.stream().map(version -> Arguments.of(name, version)));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void rows_ofPython_areWhatTheManifestSays(String name, String version, @TempDir Path target) throws Exception {
        for (FixtureStore fixture : Fixture.unpack(name, version, target).stores()) {
            try (Store store = fixture.open()) {
                List<Row> rows =
                        store.page(PageRequest.first(PageRequest.Order.INSERTION, false, 1_000, Fetch.METADATA));
                assertThat(rows).hasSameSizeAs(fixture.rows());
                for (int i = 0; i < rows.size(); i++) {
                    assertRow(fixture.rows().get(i), rows.get(i), store);
                }
            }
        }
    }

    private static void assertRow(JsonNode expected, Row row, Store store) throws Exception {
        assertThat(row.expireTime()).isEqualTo(expected.get("expire_time").asDouble(Double.POSITIVE_INFINITY));
        assertThat(row.tag()).isEqualTo(FixtureStore.scalar(expected.get("tag")));
        assertKey(expected.get("key"), row.key());
        Encoded value = store.get(row.key(), Access.IGNORE);
        boolean isNan = !expected.has("file_sha256") && !expected.has("value_sql");
        boolean hasOtherLinesInPython = expected.get("key").path("v").asText().contains("crlf");
        if (value != null && !isNan && !hasOtherLinesInPython) {
            assertValue(expected.get("value"), value);
        }
    }

    private static void assertKey(JsonNode expected, Key key) throws Exception {
        Encoded encoded = new Encoded(key.scalar(), key.pickled() ? Encoding.PICKLE : Encoding.NATIVE);
        if (Described.hasClass(expected)) {
            assertThatThrownBy(() -> KEYS.decode(encoded))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageMatching(".*(names diskcache\\.|the class builtins\\.).*");
        } else {
            Described.assertMeans(expected, KEYS.decode(encoded));
        }
    }

    private static void assertValue(JsonNode expected, Encoded value) throws Exception {
        if (expected.get("t").textValue().equals("none")) {
            assertThatThrownBy(() -> VALUES.decode(value))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("None");
        } else {
            Described.assertMeans(expected, VALUES.decode(value));
        }
    }

    /** All that is read is written again, under the same key, and Python finds the same rows. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void entries_writtenBack_areTheSameToPython(String name, String version, @TempDir Path target) throws Exception {
        for (FixtureStore fixture : Fixture.unpack(name, version, target).stores()) {
            String before;
            try (PythonConsole python = PythonConsole.open(fixture.directory())) {
                before = python.evaluate(SNAPSHOT);
            }
            try (Cache<Object, Object> cache = Cache.at(fixture.directory())
                    .keys(KEYS)
                    .values(VALUES)
                    .clock(FixtureStore.CLOCK)
                    .checkGracePeriod(Duration.ZERO)
                    .with(Setting.CULL_LIMIT, 0L)
                    .open()) {
                for (JsonNode row : fixture.rows()) {
                    if (!Described.hasClass(row.get("key"))) {
                        writeBack(cache, row);
                    }
                }
                assertThat(cache.check()).isEmpty();
            }
            try (PythonConsole python = PythonConsole.open(fixture.directory())) {
                assertThat(python.evaluate(SNAPSHOT)).isEqualTo(before);
                assertThat(python.evaluate("cache.check()")).isEqualTo("[]");
            }
        }
    }

    /** What Python sees, without peculiarities of one store: the time of expiry and the tag come with the value. */
    private static final String SNAPSHOT =
            "[(key, cache.get(key, read=False, expire_time=True, tag=True)) for key in list(cache)"
                    + " if type(key) is not tuple or not any(type(part) is type for part in key)]";

    private static void writeBack(Cache<Object, Object> cache, JsonNode row) {
        Key stored =
                new Key(FixtureStore.scalar(row.get("key_sql")), row.get("raw").asInt() == 0);
        Object key = KEYS.decode(new Encoded(stored.scalar(), stored.pickled() ? Encoding.PICKLE : Encoding.NATIVE));
        cache.entry(key).filter(entry -> !entry.value().equals(Double.NaN)).ifPresent(entry -> {
            Instant expiry = entry.expiry();
            WriteOptions options = expiry == null ? WriteOptions.none() : WriteOptions.expireAt(expiry);
            cache.set(key, entry.value(), entry.tag() == null ? options : options.tag(entry.tag()));
        });
    }
}
