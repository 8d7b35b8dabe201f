package dev.larder.codec.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.larder.Cache;
import dev.larder.codec.Codec;
import dev.larder.storage.Blob;
import dev.larder.storage.SerializationException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache over a directory that Python's {@code JSONDisk} has made. */
final class DiskCacheSharingTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void unpack() throws Exception {
        Resources.unpack("/fixtures/json-5.6.3.tar.gz", directory);
    }

    private Cache<Object, Object> open(String table, int level) {
        return Cache.at(directory.resolve("json").resolve(table))
                .keys(Json.diskCache(Object.class, level))
                .values(Json.diskCache(Object.class, level))
                .open();
    }

    @Test
    void get_pythonsEntries_areFoundByTheirKeys() {
        for (int level : new int[] {1, 0, 6, 9}) {
            try (Cache<Object, Object> cache = open(level == 1 ? "default" : "level" + level, level)) {
                for (Object key : List.of(
                        "text", "café 😀", 7L, 1.5, true, List.of("l", 1L), Map.of("o", List.of(1L, 2L)), 1e16)) {
                    assertThat(cache.get(key))
                            .isEqualTo(Map.of("key", key, "list", Arrays.asList(1L, 2.5, null, false), "u", "ü€"));
                }
                assertThat(cache.get(7.0)).isNull();
            }
        }
    }

    @Test
    void get_pythonsNone_isFoundAsJsonNull() {
        try (Cache<JsonNode, JsonNode> cache = Cache.at(directory.resolve("json/default"))
                .keys(Json.diskCache(JsonNode.class))
                .values(Json.diskCache(JsonNode.class))
                .open()) {
            assertThat(cache.get(NullNode.getInstance())).isNotNull();
            assertThat(cache).hasSize(12);
        }
    }

    @Test
    void read_streamedByPython_givesTheBytes() throws Exception {
        try (Cache<Object, Object> cache = open("default", 1);
                Blob blob = cache.read("stream").orElseThrow();
                InputStream bytes = blob.stream()) {
            assertThat(bytes.readAllBytes()).isEqualTo("raw stream, not compressed".getBytes(UTF_8));
            assertThatThrownBy(() -> cache.get("stream"))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("diskcache-json(java.lang.Object, level 1)");
        }
    }

    @Test
    void set_newEntry_isWhatPythonWouldHaveStored() {
        try (Cache<Object, Object> cache = open("default", 1)) {
            cache.set(List.of("é", 1.0), Map.of("a", 1));
            cache.write("streamed", new ByteArrayInputStream(new byte[] {1, 2}));
        }
        try (Cache<byte[], byte[]> raw = Cache.at(directory.resolve("json/default"))
                .keys(Codec.bytes())
                .values(Codec.bytes())
                .open()) {
            List<byte[]> keys = new ArrayList<>();
            raw.forEach(keys::add);
            byte[] key = keys.get(12);
            assertThat(HexFormat.of().formatHex(key)).isEqualTo("78018b568a29353048b554d25130d4338805001f4e03a7");
            assertThat(HexFormat.of().formatHex(raw.get(key))).isEqualTo("7801ab564a54b25230ac050009e50229");
            assertThat(raw.get(keys.get(13))).containsExactly(1, 2);
        }
    }
}
