package dev.larder.cli.reshard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.cli.LarderProcess;
import dev.larder.cli.LarderProcess.Result;
import dev.larder.storage.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as people run it: in a process of its own. */
class ReshardCommandTest {

    @TempDir
    Path directory;

    private Path fanout;

    @BeforeEach
    void makeShards() throws IOException {
        fanout = directory.toRealPath().resolve("fanout");
        for (String shard : List.of("000", "001", "cache/named")) {
            try (Cache<Object, Object> cache = Cache.at(fanout.resolve(shard)).open()) {
                cache.set("from " + shard, new byte[50_000]);
                cache.set(1L, shard);
            }
        }
    }

    private Result reshard(Object shards) throws IOException, InterruptedException {
        return LarderProcess.run("reshard", fanout, shards);
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> names = Files.list(parent)) {
            return names.map(name -> name.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void reshard_saysWhatItHasDone() throws Exception {
        Result result = reshard(3);
        assertThat(result.output())
                .contains("Copying entries", fanout + " has 3 shards now, before it had 2", "hold 3 entries")
                .contains("Dropped", "1 and 1.0 are one key to a shard that gets both): 1.")
                .isASCII();
        assertThat(result.exitCode()).isZero();
        assertThat(names(fanout)).containsExactly("000", "001", "002", "cache");
        assertThat(names(directory)).containsExactly("fanout");
    }

    @Test
    void fanoutCache_openedAfterwards_hasTheNewNumberAndAllThatItHad() throws Exception {
        Path directory = this.directory.toRealPath().resolve("pages");
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).shards(4).sizeLimit(4_000_000).open()) {
            for (long i = 0; i < 50; i++) {
                cache.set(i, i % 10 == 0 ? new byte[40_000] : "value " + i);
            }
            cache.cache("named").set("key", "value");
        }

        Result result = LarderProcess.run("reshard", directory, 7);

        assertThat(result.output()).contains("has 7 shards now", "hold 50 entries");
        assertThatThrownBy(() -> FanoutCache.at(directory).shards(4).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7");
        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory).open()) {
            assertThat(cache.shards()).isEqualTo(7);
            assertThat(cache.size()).isEqualTo(50);
            for (long i = 0; i < 50; i++) {
                assertThat(cache.get(i)).isEqualTo(i % 10 == 0 ? new byte[40_000] : "value " + i);
            }
            assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(4_000_000);
            assertThat(cache.cache("named").get("key")).isEqualTo("value");
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void presentNumber_isNothingToDo() throws Exception {
        Result result = reshard(2);
        assertThat(result.output()).contains("has 2 shards already: nothing to do");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void directoryInUse_isRefusedNamingTheDatabase() throws Exception {
        try (Cache<Object, Object> idle =
                Cache.at(fanout.resolve("cache/named")).open()) {
            Result result = reshard(3);
            assertThat(result.output())
                    .startsWith("larder: ")
                    .contains(fanout.resolve("cache/named").toString(), "Python processes too", "nothing was changed")
                    .doesNotContain("\tat ");
            assertThat(result.exitCode()).isOne();
            assertThat(idle.get(1L)).isEqualTo("cache/named");
        }
        assertThat(names(fanout)).containsExactly("000", "001", "cache");
    }

    @Test
    void noFanoutDirectory_isRefused() throws Exception {
        Result result = LarderProcess.run("reshard", fanout.resolve("000"), 3);
        assertThat(result.output()).contains("is one store, not divided into shards");
        assertThat(result.exitCode()).isOne();
    }

    @Test
    void badNumber_isWrongUsage() throws Exception {
        Result result = reshard(0);
        assertThat(result.output()).contains("number of shards is 0 but must be from 1 to 1000", "Try 'larder reshard");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(reshard("many").exitCode()).isEqualTo(2);
    }

    @Test
    void help_saysWhatToStop() throws Exception {
        Result result = LarderProcess.run("reshard", "--help");
        assertThat(result.output()).contains("Usage: larder reshard", "DIR", "N", "Python processes too");
        assertThat(result.exitCode()).isZero();
    }
}
