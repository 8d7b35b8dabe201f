package dev.larder.it.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.Cache;
import dev.larder.QueueKey;
import dev.larder.storage.Access;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Fetch;
import dev.larder.storage.Finding;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Store;
import dev.larder.storage.Totals;
import dev.larder.storage.Wait;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores made by Python DiskCache read as Python says, row by row and column by column. */
class PythonStoreTest {

    private static final List<String> VERSIONS = Fixture.VERSIONS;

    static Stream<Arguments> soundFixtures() {
        return Stream.of("keys", "values", "tiny", "policies", "queue", "deque", "meta", "wal")
                .flatMap(name -> VERSIONS.stream().map(version -> Arguments.of(name, version)));
    }

    @ParameterizedTest
    @MethodSource("soundFixtures")
    void store_madeByPython_readsAsItsManifestSays(String name, String version, @TempDir Path target) throws Exception {
        for (FixtureStore fixture : Fixture.unpack(name, version, target).stores()) {
            try (Store store = fixture.open()) {
                assertThat(store.count()).isEqualTo(fixture.table().get("count").asLong());
                assertSettings(fixture, store);
                List<Row> rows =
                        store.page(PageRequest.first(PageRequest.Order.INSERTION, false, 1_000, Fetch.METADATA));
                assertThat(rows).hasSameSizeAs(fixture.rows());
                for (int i = 0; i < rows.size(); i++) {
                    assertRow(fixture.rows().get(i), rows.get(i), store);
                }
                assertThat(store.verify(false, Wait.FOREVER)).isEmpty();
            }
        }
    }

    private static void assertSettings(FixtureStore fixture, Store store) {
        Map<String, Scalar> expected = new HashMap<>();
        fixture.table()
                .get("settings")
                .properties()
                .forEach(setting -> expected.put(setting.getKey(), FixtureStore.scalar(setting.getValue())));
        Totals totals = store.totals();
        assertThat(Scalar.of(totals.count())).isEqualTo(expected.remove("count"));
        assertThat(Scalar.of(totals.bytes())).isEqualTo(expected.remove("size"));
        assertThat(Scalar.of(totals.hits())).isEqualTo(expected.remove("hits"));
        assertThat(Scalar.of(totals.misses())).isEqualTo(expected.remove("misses"));
        assertThat(store.settings().rows()).isEqualTo(expected);
    }

    private static void assertRow(JsonNode expected, Row row, Store store) throws Exception {
        int mode = expected.get("mode").asInt();
        assertThat(row.position()).isEqualTo(expected.get("rowid").asLong());
        assertThat(row.key())
                .isEqualTo(new Key(
                        FixtureStore.scalar(expected.get("key_sql")),
                        expected.get("raw").asInt() == 0));
        assertThat(row.encoding()).isEqualTo(mode <= 3 ? Encoding.NATIVE : mode);
        assertThat(row.storeTime()).isEqualTo(expected.get("store_time").asDouble());
        assertThat(row.accessTime()).isEqualTo(expected.get("access_time").asDouble());
        assertThat(row.accessCount()).isEqualTo(expected.get("access_count").asLong());
        assertThat(row.expireTime()).isEqualTo(expected.get("expire_time").asDouble(Double.POSITIVE_INFINITY));
        assertThat(row.tag()).isEqualTo(FixtureStore.scalar(expected.get("tag")));
        assertThat(row.size()).isEqualTo(expected.get("size").asLong());
        assertValue(expected, store.get(row.key(), Access.IGNORE));
    }

    private static void assertValue(JsonNode expected, Encoded value) throws Exception {
        if (expected.get("expired").asBoolean()) {
            assertThat(value).as("%s", expected).isNull();
        } else if (!expected.has("file_sha256") && !expected.has("value_sql")) {
            // SQLite has no NaN and holds NULL for it, in which Python sees nothing
            assertThat(value).as("%s", expected).isEqualTo(Encoded.natively(Scalar.of(Double.NaN)));
        } else if (expected.has("file_sha256")) {
            byte[] bytes = value.scalar() instanceof Scalar.Text text
                    ? text.value().getBytes(UTF_8)
                    : ((Scalar.Bytes) value.scalar()).value();
            assertThat(bytes).hasSize(expected.get("file_bytes").asInt());
            assertThat(sha256(bytes)).isEqualTo(expected.get("file_sha256").asText());
            assertThat(value.scalar() instanceof Scalar.Text)
                    .isEqualTo(expected.get("mode").asInt() == 3);
        } else {
            assertInline(expected.get("value_sql"), value.scalar());
        }
    }

    /** Long values are in the manifest as their digests. */
    private static void assertInline(JsonNode column, Scalar value) throws Exception {
        if (!column.has("sha256")) {
            assertThat(value).isEqualTo(FixtureStore.scalar(column));
        } else if (value instanceof Scalar.Text text) {
            assertThat(sha256(text.value().getBytes(UTF_8)))
                    .isEqualTo(column.get("sha256").asText());
        } else {
            assertThat(sha256(((Scalar.Bytes) value).value()))
                    .isEqualTo(column.get("sha256").asText());
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void cache_overPythonsValues_givesNativeOnesAndNamesThePickles(String version, @TempDir Path target)
            throws Exception {
        FixtureStore fixture = Fixture.unpack("values", version, target).store();
        try (Cache<Object, Object> cache = open(fixture)) {
            for (JsonNode row : fixture.rows()) {
                String key = row.get("key").get("v").asText();
                if (key.equals("none")) {
                    assertThat(cache.get(key)).as("Python's None is absent").isNull();
                } else if (row.get("mode").asInt() == Encoding.PICKLE) {
                    assertThatThrownBy(() -> cache.get(key))
                            .isInstanceOf(SerializationException.class)
                            .hasMessageContaining("'" + key + "'")
                            .hasMessageContaining("encoding number 4");
                } else {
                    cache.get(key);
                }
            }
            assertThat(cache.get("int")).isEqualTo(42L);
            assertThat(cache.get("float-neg-zero")).isEqualTo(-0.0);
            assertThat(cache.get("str-nul")).isEqualTo("a\0b");
            assertThat((String) cache.get("str-crlf-file")).startsWith("line\r\nline");
            assertThat(cache.get("stream-small")).isEqualTo("streamed".getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void cache_overPythonsTagsAndExpiries_evictsAndExpiresAsPython(String version, @TempDir Path target)
            throws Exception {
        Fixture fixture = Fixture.unpack("meta", version, target);
        try (Cache<Object, Object> cache = open(fixture.store())) {
            assertThat(cache.expire())
                    .isEqualTo(fixture.manifest().get("expire_count").asLong());
            JsonNode evicted = fixture.manifest().get("evict_counts");
            assertThat(cache.evict("red")).isEqualTo(evicted.get("str red").asLong());
            assertThat(cache.evict(1))
                    .isEqualTo(evicted.get("int 1 (also 1.0 and true)").asLong());
            assertThat(cache.evict("fresh")).isEqualTo(evicted.get("str fresh").asLong());
            assertThat(cache.evict("")).isEqualTo(evicted.get("str empty").asLong());
            assertThat(cache.evict(new byte[0]))
                    .isEqualTo(evicted.get("bytes empty").asLong());
            assertThat(cache.check()).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void cache_overPythonsQueues_pullsInOrderAndFromNoOther(String version, @TempDir Path target) throws Exception {
        try (Cache<Object, Object> cache =
                open(Fixture.unpack("queue", version, target).store())) {
            assertThat(drain(cache, null)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(drain(cache, "jobs"))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly("first", "pre", "file".repeat(10_000).getBytes(UTF_8));
            assertThat(drain(cache, "jobs-eu")).containsExactly("dash");
            assertThat(drain(cache, "old")).containsExactly("soon");
            assertThat(drain(cache, "")).containsExactly("no name");
            assertThat(cache.push("next")).isEqualTo(new QueueKey(null, 500_000_000_000_000L));
            assertThat(cache.check()).isEmpty();
        }
    }

    private static List<Object> drain(Cache<Object, Object> cache, String prefix) {
        List<Object> values = new ArrayList<>();
        for (var item = cache.pull(prefix); item.isPresent(); item = cache.pull(prefix)) {
            values.add(item.get().value());
        }
        return values;
    }

    @ParameterizedTest
    @FieldSource("VERSIONS")
    void damagedStore_isReportedAndRepaired(String version, @TempDir Path target) throws Exception {
        Fixture fixture = Fixture.unpack("damaged", version, target);
        JsonNode expected = fixture.manifest().get("expect");
        try (Cache<Object, Object> cache = open(fixture.store())) {
            assertThat(cache.get("f0")).as("its file is missing").isNull();
            assertThat(cache.get("f1")).as("its file is too long").isNull();
            assertThat(cache.get("f2")).as("its file is too short").isNull();
            assertThat((byte[]) cache.get("f3")).hasSize(40_000);

            List<Finding> findings = cache.check();
            assertThat(subjects(findings, Finding.Kind.VALUE_FILE_MISSING))
                    .anySatisfy(subject -> assertThat(subject)
                            .contains(expected.get("missing_file").asText()));
            assertThat(subjects(findings, Finding.Kind.VALUE_FILE_LENGTH)).hasSize(2);
            assertThat(subjects(findings, Finding.Kind.UNKNOWN_FILE))
                    .containsExactly(expected.get("unknown_file").asText());
            assertThat(subjects(findings, Finding.Kind.EMPTY_DIRECTORY))
                    .contains(expected.get("empty_dir").asText());
            assertThat(subjects(findings, Finding.Kind.COUNT)).hasSize(1);
            assertThat(subjects(findings, Finding.Kind.SIZE)).hasSize(1);

            cache.repair();
            assertThat(cache.check()).isEmpty();
            assertThat(cache.size())
                    .isEqualTo(expected.get("after_fix").get("count").asLong());
        }
    }

    private static List<String> subjects(List<Finding> findings, Finding.Kind kind) {
        return findings.stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::subject)
                .toList();
    }

    private static Cache<Object, Object> open(FixtureStore fixture) {
        return Cache.at(fixture.directory())
                .clock(FixtureStore.CLOCK)
                .checkGracePeriod(Duration.ZERO)
                .open();
    }
}
