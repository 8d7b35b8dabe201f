package dev.larder.it.python;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A store in a fixture.
 *
 * @param directory where it is
 * @param table what Python says of it
 */
record FixtureStore(Path directory, JsonNode table) {

    /** A moment after which the short-lived rows of the fixtures have expired and the long-lived ones have not. */
    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_100_000));

    Store open() {
        return SqliteStorage.at(directory)
                .open(StoreConfig.defaults().withClock(CLOCK).withCheckGracePeriod(Duration.ZERO));
    }

    List<JsonNode> rows() {
        return StreamSupport.stream(table.get("rows").spliterator(), false).toList();
    }

    /** A column as the manifest spells it; null for SQL's null. */
    static Scalar scalar(JsonNode column) {
        return switch (column.get("s").asText()) {
            case "null" -> null;
            case "integer" -> Scalar.of(Long.parseLong(column.get("v").asText()));
            case "real" ->
                Scalar.of(Double.longBitsToDouble(
                        Long.parseUnsignedLong(column.get("bits").asText(), 16)));
            case "text" -> Scalar.of(column.get("v").asText());
            case "blob" -> Scalar.of(HexFormat.of().parseHex(column.get("hex").asText()));
            default -> throw new IllegalArgumentException("Unknown column: " + column);
        };
    }
}
