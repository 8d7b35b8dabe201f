package dev.larder.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories that Python's {@code JSONDisk} has made. */
final class DiskCacheStoresTest {

    /** Key and value as the columns or the file have them. */
    private record Stored(byte[] key, byte[] value) {}

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "5.4.0, default, 1", "5.4.0, level0, 0", "5.4.0, level6, 6", "5.4.0, level9, 9",
        "5.6.3, default, 1", "5.6.3, level0, 0", "5.6.3, level6, 6", "5.6.3, level9, 9"
    })
    void decode_whatPythonStored_isWhatItMeant(String version, String table, int level) throws Exception {
        Resources.unpack("/fixtures/json-" + version + ".tar.gz", directory);
        JsonNode rows =
                Resources.json("/fixtures/json-" + version + ".manifest.json").at("/tables/" + table + "/rows");
        Codec<Object> keys = Json.diskCache(Object.class, level);
        Codec<Object> values = Json.diskCache(Object.class, level);
        List<Stored> stored = read(directory.resolve("json").resolve(table));

        assertThat(stored).hasSize(rows.size()).hasSize(12);
        for (int i = 0; i < stored.size(); i++) {
            JsonNode row = rows.get(i);
            Encoded key = Encoded.natively(Scalar.of(stored.get(i).key()));
            Encoded value = Encoded.natively(Scalar.of(stored.get(i).value()));

            if (row.at("/key/t").textValue().equals("none")) {
                Codec<JsonNode> nodes = Json.diskCache(JsonNode.class, level);
                assertThat(nodes.decode(key).isNull()).isTrue();
                assertThat(nodes.encode(nodes.decode(key))).isEqualTo(key);
            } else {
                assertThat(keys.decode(key)).isEqualTo(meant(row.get("key")));
                assertThat(keys.encode(keys.decode(key))).isEqualTo(key);
            }
            if (row.has("value_error")) {
                assertThatThrownBy(() -> values.decode(value)).isInstanceOf(SerializationException.class);
            } else if (row.at("/value/len").isInt()) {
                List<?> list = (List<?>) values.decode(value);
                assertThat(list).hasSize(row.at("/value/len").intValue());
                assertThat(list.get(0)).isEqualTo(meant(row.at("/value/first")));
                assertThat(values.encode(list)).isEqualTo(value);
            } else {
                assertThat(values.decode(value)).isEqualTo(meant(row.get("value")));
                assertThat(values.encode(values.decode(value))).isEqualTo(value);
            }
        }
    }

    private static List<Stored> read(Path cache) throws Exception {
        List<Stored> stored = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cache.resolve("cache.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key, value, filename FROM Cache ORDER BY rowid")) {
            while (rows.next()) {
                stored.add(new Stored(rows.getBytes(1), value(cache, rows)));
            }
        }
        return stored;
    }

    private static byte[] value(Path cache, ResultSet row) throws Exception {
        String file = row.getString(3);
        return file == null ? row.getBytes(2) : Files.readAllBytes(cache.resolve(file));
    }

    /** The value that the manifest describes. */
    private static @Nullable Object meant(JsonNode described) {
        String text = described.path("v").asText();
        return switch (described.get("t").textValue()) {
            case "none" -> null;
            case "bool" -> described.get("v").booleanValue();
            case "int" -> Long.valueOf(text);
            case "bigint" -> new BigInteger(text);
            case "float" ->
                Double.longBitsToDouble(
                        Long.parseUnsignedLong(described.get("bits").textValue(), 16));
            case "str" -> text;
            case "list" -> {
                List<Object> items = new ArrayList<>();
                described.get("items").forEach(item -> items.add(meant(item)));
                yield items;
            }
            case "dict" -> {
                Map<Object, Object> pairs = new LinkedHashMap<>();
                described.get("pairs").forEach(pair -> pairs.put(meant(pair.get(0)), meant(pair.get(1))));
                yield pairs;
            }
            default -> throw new AssertionError(described);
        };
    }
}
