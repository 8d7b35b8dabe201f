package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.sqlite.Resharded;
import dev.larder.storage.sqlite.Resharding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Fanout directories made by Python DiskCache, divided among other numbers of shards. */
class ReshardedStoreTest {

    private static final String VERSIONS = "dev.larder.it.python.Fixture#VERSIONS";

    private static final String ROWS = "SELECT quote(key), quote(raw), quote(store_time), quote(expire_time),"
            + " quote(access_time), quote(access_count), quote(tag), quote(size), quote(mode), quote(filename),"
            + " quote(value) FROM Cache";

    /** What is in a directory's shards: rows with all columns but their places, and value files with their content. */
    private record Contents(List<String> rows, Map<String, String> files) {

        static Contents of(Path directory) throws SQLException, IOException {
            List<String> rows = new ArrayList<>();
            Map<String, String> files = new TreeMap<>();
            for (int shard = 0; Files.exists(shard(directory, shard)); shard++) {
                rows.addAll(rowsOf(shard(directory, shard)));
                try (var all = Files.walk(shard(directory, shard))) {
                    for (Path file :
                            all.filter(name -> name.toString().endsWith(".val")).toList()) {
                        files.put(file.getFileName().toString(), Files.readString(file));
                    }
                }
            }
            return new Contents(rows.stream().sorted().toList(), files);
        }
    }

    private static Path shard(Path directory, int number) {
        return directory.resolve("%03d".formatted(number));
    }

    private static List<String> rowsOf(Path store) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.resolve("cache.db"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ROWS)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.append(result.getString(column)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    @ParameterizedTest
    @FieldSource(VERSIONS)
    void reshard_thereAndBack_everyRowIsAsPythonWroteIt(String version, @TempDir Path target) throws Exception {
        Fixture fixture = Fixture.unpack("fanout", version, target);
        Path directory = fixture.directory();
        Contents contents = Contents.of(directory);
        int rows =
                fixture.stores().stream().mapToInt(store -> store.rows().size()).sum();
        assertThat(contents.rows()).hasSize(rows);

        int before = 4;
        for (int after : List.of(8, 13, 4)) {
            assertThat(Resharding.of(directory, after).run()).contains(new Resharded(before, after, rows, 0, 0));
            assertThat(Contents.of(directory)).isEqualTo(contents);
            before = after;
        }

        // back where Python looked for them
        for (FixtureStore store : fixture.stores()) {
            assertThat(rowsOf(store.directory())).hasSize(store.rows().size());
        }
        Resharding.of(directory, 1).run();
        assertThat(contents.rows()).containsAll(Contents.of(directory).rows());
    }

    @ParameterizedTest
    @FieldSource(VERSIONS)
    void reshard_namedCollections_areWhereTheyWere(String version, @TempDir Path target) throws Exception {
        Fixture fixture = Fixture.unpack("named", version, target);

        Resharding.of(fixture.directory(), 5).run();

        for (FixtureStore store : fixture.stores()) {
            String name = fixture.directory().relativize(store.directory()).toString();
            if (!name.startsWith("00")) {
                assertThat(rowsOf(store.directory())).as(name).hasSameSizeAs(store.rows());
            }
        }
    }

    @ParameterizedTest
    @FieldSource(VERSIONS)
    void reshard_pythonAfterwards_findsEveryKeyAndNothingAmiss(String version, @TempDir Path target) throws Exception {
        Path directory = Fixture.unpack("fanout", version, target).directory();
        for (int shards : List.of(13, 3)) {
            Resharding.of(directory, shards).run();
            try (PythonProcess python = PythonProcess.start("""
                    cache = diskcache.FanoutCache(sys.argv[1], shards=int(sys.argv[2]))
                    for warning in cache.check():
                        print(warning.message)
                    nothing = object()
                    for key in cache:
                        shard = cache._shards[cache._hash(key) % cache._count]
                        row = shard._sql('SELECT expire_time FROM Cache WHERE key = ? AND raw = ?',
                                         shard.disk.put(key)).fetchall()
                        if not row or row[0][0] is None and cache.get(key, nothing) is nothing:
                            print('not found:', key)
                    print(len(cache))
                    """, directory, shards)) {
                assertThat(python.readLines())
                        .containsExactly(
                                Integer.toString(Contents.of(directory).rows().size()));
            }
        }
    }

    @Test
    void reshard_idlePythonProcess_isRefused(@TempDir Path target) throws Exception {
        Path directory = Fixture.unpack("fanout", "5.6.3", target).directory();
        try (PythonProcess python = PythonProcess.start("""
                cache = diskcache.Cache(sys.argv[1])
                print('open', flush=True)
                sys.stdin.readline()
                print(len(cache), flush=True)
                """, shard(directory, 2))) {
            assertThat(python.readLine()).isEqualTo("open");
            assertThatThrownBy(() -> Resharding.of(directory, 3).run())
                    .isInstanceOf(LarderTimeoutException.class)
                    .hasMessageContaining(shard(directory, 2).toString())
                    .hasMessageContaining("Python processes too");
        }
        assertThat(Resharding.of(directory, 3).run()).isPresent();
    }
}
