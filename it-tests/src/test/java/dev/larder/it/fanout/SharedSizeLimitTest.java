package dev.larder.it.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One size limit for all shards together. Integers below the number of shards are their shards' numbers. */
class SharedSizeLimitTest {

    private static final long MIB = 1L << 20;

    @TempDir
    Path directory;

    private static byte[] bytes(long length) {
        byte[] bytes = new byte[(int) length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Keys that lie in one shard of eight. */
    private static List<Long> keysIn(long shard, int count) {
        return LongStream.range(0, count).mapToObj(i -> shard + 8 * i).toList();
    }

    private List<Scalar> storedLimits(int shards) {
        List<Scalar> limits = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            try (Cache<Object, Object> store =
                    Cache.at(directory.resolve("%03d".formatted(shard))).open()) {
                limits.add(store.settings().rows().get("size_limit"));
            }
        }
        return limits;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5_000_000, 1_000_000_007, (1L << 40) + 1, (1L << 50) + 7})
    void sizeLimit_asSaid_isSharedAsPythonDoesAndKept(long limit) {
        int shards = 7;
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).shards(shards).sizeLimit(limit).open()) {
            assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(limit);
        }
        assertThat(storedLimits(shards)).hasSize(shards).containsOnly(Scalar.of(limit / 7.0));
        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory).open()) {
            assertThat(cache.settings().get(Setting.SIZE_LIMIT))
                    .as("what is not said is kept")
                    .isEqualTo(limit);
        }
    }

    @Test
    void sizeLimit_notSaid_isThatOfAPlainCache() {
        FanoutCache.at(directory).open().close();

        assertThat(storedLimits(8)).containsOnly(Scalar.of((double) (1L << 27)));
    }

    @Test
    void configure_sizeLimit_isForTheWhole() {
        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory).open();
                FanoutCache<Object, Object> other = FanoutCache.at(directory).open()) {
            cache.configure(Setting.SIZE_LIMIT, 80 * MIB);
            cache.configure(Setting.CULL_LIMIT, 3L);

            assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(80 * MIB);
            assertThat(storedLimits(8)).containsOnly(Scalar.of(10.0 * MIB));
            assertThat(other.retrying().set(1L, 1L)).isTrue();
        }
    }

    @Test
    void largeValue_inOneShardWhileOthersAreEmpty_stays() {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).sizeLimit(16 * MIB).open().retrying()) {
            cache.set(0L, bytes(9 * MIB)); // four times its share
            for (long key : keysIn(0, 20)) {
                if (key != 0) {
                    cache.set(key, "small");
                }
            }
            for (long key = 1; key < 100; key++) {
                cache.add(key, "small");
            }

            assertThat((byte[]) cache.get(0L)).hasSize((int) (9 * MIB));
            assertThat(cache.cull()).isZero();
            assertThat(cache.contains(0L)).isTrue();
        }
    }

    @Test
    void set_inAShardAboveItsShareWhenAllIsFull_trimsThatShard() {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).sizeLimit(16 * MIB).open().retrying()) {
            cache.set(1L, "of a shard below its share");
            for (long key : keysIn(0, 40)) {
                cache.set(key, bytes(MIB));
            }

            assertThat(cache.volume()).isBetween(12 * MIB, 18 * MIB);
            assertThat(cache.contains(keysIn(0, 40).get(39))).isTrue();
            assertThat(cache.contains(0L)).isFalse();
            assertThat(cache.contains(1L)).isTrue();
        }
    }

    @Test
    void set_inAShardBelowItsShareWhenAllIsFull_letsTheLargestGiveWay() {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).sizeLimit(16 * MIB).open().retrying()) {
            for (long key : keysIn(0, 14)) {
                cache.set(key, bytes(MIB));
            }
            for (long shard = 1; shard < 8; shard++) {
                cache.set(shard, bytes(MIB));
                assertThat(cache.contains(shard)).isTrue();
            }

            assertThat(cache.volume()).isLessThan(18 * MIB);
            for (long shard = 1; shard < 8; shard++) {
                assertThat(cache.contains(shard)).as("below its share").isTrue();
            }
            assertThat(cache.contains(0L)).as("the oldest of the largest").isFalse();
            assertThat(cache.contains(8L * 13)).as("the newest of the largest").isTrue();
        }
    }

    @Test
    void set_whileTheLargestShardIsHeld_isDoneAllTheSame() {
        try (FanoutCache<Object, Object> cache =
                        FanoutCache.at(directory).sizeLimit(16 * MIB).open().retrying();
                Cache<Object, Object> largest =
                        Cache.at(directory.resolve("000")).open()) {
            for (long key : keysIn(0, 14)) {
                cache.set(key, bytes(MIB));
            }
            largest.transact(tx -> {
                for (long shard = 1; shard < 8; shard++) {
                    assertThat(cache.set(shard, bytes(MIB))).isTrue();
                }
            });
            assertThat(cache.contains(0L)).isTrue();
            assertThat(cache.set(1L, "later")).isTrue();
            assertThat(cache.contains(0L)).as("trimmed by a later write").isFalse();
            assertThat(cache.stats().timedOut()).isZero();
        }
    }

    @Test
    void cull_afterTheLimitWasLowered_goesOnUntilTheSumIsBelow() {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).sizeLimit(64 * MIB).open().retrying()) {
            for (long key : keysIn(0, 20)) {
                cache.set(key, bytes(MIB));
            }
            for (long shard = 1; shard < 8; shard++) {
                cache.set(shard, bytes(MIB));
            }
            cache.configure(Setting.SIZE_LIMIT, 16 * MIB);
            List<Long> progress = new ArrayList<>();
            long removed = cache.cull(progress::add);

            assertThat(cache.volume()).isBetween(14 * MIB, 16 * MIB);
            assertThat(removed).isEqualTo(27 - cache.size());
            assertThat(progress).isNotEmpty().isSorted().endsWith(removed);
            for (long shard = 1; shard < 8; shard++) {
                assertThat(cache.contains(shard)).isTrue();
            }
            assertThat(cache.cull()).isZero();
        }
    }
}
