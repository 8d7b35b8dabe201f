package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.storage.Key;
import dev.larder.storage.ShardHash;
import dev.larder.storage.sqlite.Resharding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a resharding process again and again, each time at another moment, and runs it again. */
class ReshardKillTest {

    private static final int ENTRIES = 3_000;

    /** Every so many entries one is a file. */
    private static final int FILE_EVERY = 20;

    @Test
    void kill_whileResharding_losesNothing(@TempDir Path directory) throws Exception {
        killAndLook(directory, 3);
    }

    @Test
    @Tag("soak")
    void kill_whileReshardingManyTimes_losesNothing(@TempDir Path directory) throws Exception {
        killAndLook(directory, 60);
    }

    private static void killAndLook(Path parent, int kills) throws Exception {
        Path directory = parent.toRealPath().resolve("fanout");
        int shards = 2;
        fill(directory, shards);
        long longestMillis = 3_000;
        for (int round = 0; round < kills; round++) {
            int wanted = shards == 5 ? 2 : 5;
            try (ChildJvm child = ChildJvm.start(Programs.Reshard.class, directory, wanted)) {
                child.await("ready");
                long start = System.nanoTime();
                boolean ended = child.endsWithin(
                        Duration.ofMillis(ThreadLocalRandom.current().nextLong(longestMillis)));
                if (ended) {
                    // as long as it really takes, so that most kills hit
                    longestMillis = Math.max(50, (System.nanoTime() - start) / 1_000_000);
                }
            }
            Resharding.of(directory, wanted).run();
            shards = wanted;
            look(directory, shards);
            assertThat(names(parent)).containsExactly("fanout");
        }
    }

    private static void fill(Path directory, int shards) {
        List<Cache<Object, Object>> caches = open(directory, shards);
        for (int i = 0; i < ENTRIES; i++) {
            String key = "key-" + i;
            caches.get(ShardHash.shard(Key.of(key), shards)).set(key, value(i));
        }
        caches.forEach(Cache::close);
        try (Cache<Object, Object> named =
                Cache.at(directory.resolve("cache/named")).open()) {
            named.set("key", "value");
        }
    }

    private static Object value(int i) {
        return i % FILE_EVERY == 0 ? Programs.fileValue(i) : "value " + i;
    }

    private static List<Cache<Object, Object>> open(Path directory, int shards) {
        List<Cache<Object, Object>> caches = new ArrayList<>();
        for (int number = 0; number < shards; number++) {
            caches.add(Cache.at(directory.resolve("%03d".formatted(number)))
                    .checkGracePeriod(Duration.ZERO)
                    .open());
        }
        return caches;
    }

    private static void look(Path directory, int shards) {
        List<Cache<Object, Object>> caches = open(directory, shards);
        assertThat(caches.stream().mapToLong(Cache::size).sum()).isEqualTo(ENTRIES);
        for (int i = 0; i < ENTRIES; i++) {
            String key = "key-" + i;
            assertThat(caches.get(ShardHash.shard(Key.of(key), shards)).get(key))
                    .as(key)
                    .isEqualTo(value(i));
        }
        assertThat(caches).allSatisfy(cache -> assertThat(cache.check()).isEmpty());
        caches.forEach(Cache::close);
        try (Cache<Object, Object> named =
                Cache.at(directory.resolve("cache/named")).open()) {
            assertThat(named.get("key")).isEqualTo("value");
        }
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> names = Files.list(parent)) {
            return names.map(name -> name.getFileName().toString()).toList();
        }
    }
}
