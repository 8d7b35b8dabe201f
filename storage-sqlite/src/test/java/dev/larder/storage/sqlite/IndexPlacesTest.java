package dev.larder.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Index;
import dev.larder.codec.Codec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the entries of an index lie in the table: never at places that Python does not list. */
class IndexPlacesTest {

    private static final long ROOM = 1L << 32;

    private Path directory;

    @BeforeEach
    void place(@TempDir Path parent) {
        directory = parent.resolve("index");
    }

    private Index<String, Long> open() {
        return Index.at(directory).keys(Codec.string()).values(Codec.int64()).open();
    }

    private List<String> places() throws Exception {
        try (RawDatabase database = new RawDatabase(directory)) {
            return database.queryAll("select rowid - " + ROOM + " from Cache order by rowid");
        }
    }

    @Test
    void newIndex_everyWayToBegin_leavesRoom() throws Exception {
        for (int way = 0; way < 5; way++) {
            try (Index<String, Long> index = open()) {
                index.clear();
                switch (way) {
                    case 0 -> index.put("a", 1L);
                    case 1 -> index.putFirst("a", 1L);
                    case 2 -> index.putAll(Map.of("a", 1L));
                    case 3 -> index.push(1L);
                    default -> index.computeIfAbsent("a", key -> 1L);
                }
                index.put("b", 1L);
                index.putFirst("c", 1L);
            }
            assertThat(places()).as("way %s", way).containsExactly("-1", "0", "1");
        }
    }

    @Test
    void indexThatBeginsAtOne_firstPutFirst_movesAllOnce() throws Exception {
        try (Index<String, Long> index = open()) {
            index.put("a", 1L);
            index.put("b", 2L);
        }
        try (RawDatabase database = new RawDatabase(directory)) {
            database.execute("update Cache set rowid = rowid - " + ROOM + " + 1");
        }
        assertThat(places()).containsExactly("-" + (ROOM - 1), "-" + (ROOM - 2));
        try (Index<String, Long> index = open()) {
            index.putFirst("c", 3L);
            assertThat(places()).containsExactly("0", "1", "2");
            index.putFirst("d", 4L);
            assertThat(places()).containsExactly("-1", "0", "1", "2");
            assertThat(index.keySet()).containsExactly("d", "c", "a", "b");
            assertThat(index.cache().check()).isEmpty();
        }
    }
}
