package dev.larder.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory with a small cache in it, seen from outside. */
record Pantry(Path directory) {

    /** Large enough to be a file. */
    static final int FILE_BYTES = 40_000;

    /** Makes the cache with an entry in a row and one in a file. */
    void fill() {
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            cache.set("row", "stays");
            cache.set("file", fileValue());
        }
    }

    static byte[] fileValue() {
        byte[] value = new byte[FILE_BYTES];
        Arrays.fill(value, (byte) 7);
        return value;
    }

    /** The cache opens, is sound and has what it was filled with. */
    void requireWhole() {
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            requireEntries(cache);
            assertThat(cache.check()).isEmpty();
        }
    }

    static void requireEntries(Cache<Object, Object> cache) {
        assertThat(cache.get("row")).isEqualTo("stays");
        assertThat(cache.get("file")).isEqualTo(fileValue());
    }

    Path database() {
        return directory.resolve("cache.db");
    }

    /** Every file by its name, byte for byte. Only while nothing has the database open. */
    Map<String, ByteBuffer> content() throws IOException {
        Map<String, ByteBuffer> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                content.put(directory.relativize(path).toString(), ByteBuffer.wrap(Files.readAllBytes(path)));
            }
        }
        return content;
    }

    /** Runs statements as another program would, and returns the first column of the last one's first row. */
    String sql(String... statements) throws SQLException {
        String result = "";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database())) {
            for (String sql : statements) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    if (statement.execute()) {
                        try (ResultSet rows = statement.getResultSet()) {
                            result = rows.next() ? rows.getString(1) : "";
                        }
                    }
                }
            }
        }
        return result;
    }
}
