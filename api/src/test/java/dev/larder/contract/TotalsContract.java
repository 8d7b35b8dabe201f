package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.storage.Capability;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sums over the store: {@code size}, {@code volume}, {@code allocatedBytes}, {@code fileBytes}. */
public interface TotalsContract extends CacheUnderTest {

    @Test
    default void size_afterEachChange_isExact(Cache<Object, Object> cache, FakeClock clock) {
        assertThat(cache.size()).isZero();
        cache.set("a", "value");
        cache.set("b", Samples.large(1), expireAfter(Duration.ofSeconds(1)));
        cache.set("b", Samples.large(2), expireAfter(Duration.ofSeconds(1)));
        cache.push("item");
        cache.increment("counter");
        assertThat(cache.size()).isEqualTo(4);
        clock.advanceSeconds(2);
        assertThat(cache.size()).as("expired ones included").isEqualTo(4);
        cache.pop("a");
        cache.pull();
        assertThat(cache.size()).isEqualTo(2);
        cache.clear();
        assertThat(cache.size()).isZero();
    }

    @Test
    default void size_afterOthersWrote_countsTheirs(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        other.set("a", "value");
        assertThat(cache.size()).isEqualTo(1);
        cache.set("b", "value");
        assertThat(other.size()).isEqualTo(2);
    }

    @Test
    default void fileBytes_valuesInFiles_isTheirSum(Cache<Object, Object> cache, CacheTestbed testbed) {
        assertThat(cache.fileBytes()).isZero();
        cache.set("inline", new byte[1_000]);
        assertThat(cache.fileBytes()).isZero();
        testbed.require(Capability.VALUE_FILES);

        cache.set("bytes", Samples.noise(50_000, 1));
        cache.set("text", "\u20ac".repeat(40_000));
        cache.write("stream", Source.of((byte) 1, (byte) 2, (byte) 3));
        assertThat(cache.fileBytes()).isEqualTo(50_000 + 3 * 40_000 + 3);
        cache.set("bytes", Samples.noise(60_000, 1));
        assertThat(cache.fileBytes()).isEqualTo(60_000 + 3 * 40_000 + 3);
        cache.delete("text");
        assertThat(cache.fileBytes()).isEqualTo(60_003);
        cache.clear();
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void volume_moreAndFewerValues_growsAndShrinks(Cache<Object, Object> cache) {
        long empty = cache.volume();
        for (int i = 0; i < 20; i++) {
            cache.set("file" + i, Samples.large(i));
        }
        long withFiles = cache.volume();
        assertThat(withFiles - empty).isBetween(20L * Samples.LARGE, 30L * Samples.LARGE);

        cache.transact(tx -> {
            for (int i = 0; i < 500; i++) {
                tx.set("row" + i, Samples.noise(2_000, i));
            }
        });
        long withRows = cache.volume();
        assertThat(withRows - withFiles).isGreaterThan(500 * 2_000);

        cache.clear();
        assertThat(cache.volume()).as("free pages are not in use").isLessThan(empty + 200_000);
    }

    @Test
    default void allocatedBytes_freePagesIncluded_areAtLeastTheVolume(Cache<Object, Object> cache) {
        cache.transact(tx -> {
            for (int i = 0; i < 500; i++) {
                tx.set(i, Samples.noise(2_000, i));
            }
        });
        cache.set("file", Samples.large(1));
        assertThat(cache.allocatedBytes())
                .isGreaterThan(500 * 2_000 + Samples.LARGE)
                .isGreaterThanOrEqualTo(cache.volume());
        cache.clear();
        assertThat(cache.allocatedBytes()).isGreaterThanOrEqualTo(cache.volume());
    }
}
