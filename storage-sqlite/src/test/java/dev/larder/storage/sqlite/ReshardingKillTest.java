package dev.larder.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a resharding process at its steps, and runs it again. */
class ReshardingKillTest {

    private static final List<String> COLLECTIONS = List.of("cache/a", "deque/jobs");

    @TempDir
    private Path temporary;

    private List<String> rows;
    private Map<String, String> files;

    private Path template() {
        return temporary.resolve("template");
    }

    @BeforeEach
    void fill() throws Exception {
        Map<Key, Item> items = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            items.put(Key.of("key-" + i), i % 5 == 0 ? Samples.LARGE : Samples.text("value " + i));
            items.put(Key.of(Scalar.of(i / 3.0)), Samples.text("value " + i));
        }
        Shards.make(template(), 2);
        Shards.put(template(), 2, items);
        for (String name : COLLECTIONS) {
            try (Store store = SqliteStorage.at(template().resolve(name)).open(StoreConfig.defaults())) {
                Samples.put(store, name, "value");
            }
        }
        rows = Shards.rows(template());
        files = Shards.files(template());
    }

    /** A copy of the directory, alone in a directory. */
    private Path copy(String name) throws IOException {
        Path directory = Files.createDirectory(temporary.resolve(name)).resolve("fanout");
        Shards.copy(template(), directory);
        return directory;
    }

    /** Those after which there are other names than before. */
    @ParameterizedTest
    @EnumSource(
            names = {
                "SET_ASIDE",
                "PLACE_TAKEN",
                "SHARD_COPIED",
                "MARKED",
                "COLLECTION_MOVED",
                "PLACE_FREED",
                "IN_PLACE",
                "DISCARDED"
            })
    void run_afterAKillAtAStep_losesNothing(ReshardingStep step) throws Exception {
        assertThat(isKilledAndFinished(step, 1)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void run_afterAKillAtAnyStep_losesNothing(ReshardingStep step) throws Exception {
        int times = 1;
        while (isKilledAndFinished(step, times)) {
            times++;
        }
        assertThat(times).isGreaterThan(1);
    }

    /** Returns whether the step was reached so many times. */
    private boolean isKilledAndFinished(ReshardingStep step, int times) throws Exception {
        Path directory = copy("run-" + times);
        boolean killed = ReshardingProcess.killAt(directory, step, times);

        Optional<Resharded> result = Resharding.of(directory, 3).run();

        Resharded expected = killed && step != ReshardingStep.DONE ? new Resharded(2, 3, rows.size(), 0, 0) : null;
        assertThat(result).isEqualTo(Optional.ofNullable(expected));
        assertThat(Shards.rows(directory)).isEqualTo(rows);
        assertThat(Shards.files(directory)).isEqualTo(files);
        assertThat(Shards.findings(directory)).isEmpty();
        assertThat(Shards.names(directory.getParent())).containsExactly("fanout");
        assertThat(Shards.names(directory)).containsExactly("000", "001", "002", "cache", "deque");
        for (String name : COLLECTIONS) {
            try (Store store = SqliteStorage.at(directory.resolve(name)).open(StoreConfig.defaults())) {
                assertThat(Samples.value(store, name)).isEqualTo(Scalar.of("value"));
            }
        }
        return killed;
    }

    @Test
    void run_killedHalfBuilt_keepsProgramsOutAndSaysWhatToDo() throws Exception {
        Path directory = copy("run");

        assertThat(ReshardingProcess.killAt(directory, ReshardingStep.SHARDS_MADE, 1))
                .isTrue();

        assertThat(directory).content().contains("larder reshard", "run it again", "To undo it");
        assertThatThrownBy(() -> SqliteStorage.at(Shards.shard(directory, 0)).open(StoreConfig.defaults()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(directory.toString());
        Files.writeString(directory, ""); // as a run leaves it that is killed while it makes the file
        assertThat(Resharding.of(directory, 2).run()).as("undone").isEmpty();
        assertThat(Shards.rows(directory)).isEqualTo(rows);
        assertThat(Shards.names(directory.getParent())).containsExactly("fanout");
    }
}
