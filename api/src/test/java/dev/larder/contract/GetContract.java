package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reading single values and what is known about them: {@code get}, {@code entry}, {@code contains}. */
public interface GetContract extends CacheUnderTest {

    @Test
    default void get_absentKey_isNull(Cache<Object, Object> cache) {
        assertThat(cache.get("key")).isNull();
        assertThat(cache.entry("key")).isEmpty();
        assertThat(cache.contains("key")).isFalse();
    }

    @Test
    default void get_deletedKey_isNull(Cache<Object, Object> cache) {
        cache.set("key", "value");
        cache.delete("key");

        assertThat(cache.get("key")).isNull();
        assertThat(cache.contains("key")).isFalse();
    }

    @Test
    default void getOrDefault_absentOrExpiredKey_isTheDefault(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("expired", "value", expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(cache.getOrDefault("absent", "default")).isEqualTo("default");
        assertThat(cache.getOrDefault("expired", "default")).isEqualTo("default");
        assertThat(cache.getOrDefault("absent", null)).isNull();
        assertThat(cache.contains("absent")).as("a default is not stored").isFalse();
    }

    @Test
    default void getOrDefault_presentKey_isItsValue(Cache<Object, Object> cache) {
        cache.set("key", "value");

        assertThat(cache.getOrDefault("key", "default")).isEqualTo("value");
    }

    @Test
    default void contains_presentKey_isTrue(Cache<Object, Object> cache) {
        cache.set("small", "value");
        cache.set("large", Samples.large(1));

        assertThat(cache.contains("small")).isTrue();
        assertThat(cache.contains("large")).isTrue();
    }

    @Test
    default void contains_oftenAsked_leavesNoTrace(CacheTestbed testbed) {
        Cache<Object, Object> cache =
                testbed.open(options -> options.evictionPolicy(EvictionPolicy.LEAST_FREQUENTLY_USED)
                        .statistics(true)
                        .exactAccess());
        cache.set("key", "value");
        cache.contains("key");
        cache.contains("absent");

        assertThat(cache.stats().hits()).isZero();
        assertThat(cache.stats().misses()).isZero();
        assertThat(Listings.entry(cache, "key").accessCount()).isZero();
    }

    // ---- entry

    @Test
    default void entry_plainValue_hasNoExpiryAndNoTag(Cache<Object, Object> cache, FakeClock clock) {
        Instant stored = clock.instant();
        cache.set("key", "value");
        clock.advanceSeconds(5);

        assertThat(cache.entry("key")).contains(new Entry<>("key", "value", null, null, 0, stored, stored, 0));
    }

    @Test
    default void entry_withExpiryAndTag_hasThem(Cache<Object, Object> cache, FakeClock clock) {
        Instant stored = clock.instant();
        cache.set("key", 5L, expireAfter(Duration.ofMillis(1_500)).tag("tag"));

        assertThat(cache.entry("key"))
                .contains(new Entry<>("key", 5L, stored.plusMillis(1_500), "tag", 0, stored, stored, 0));
    }

    @Test
    default void entry_largeValue_hasItsSizeOutsideItsRow(Cache<Object, Object> cache) {
        cache.set("bytes", Samples.large(1));
        cache.set("text", "\u00e9".repeat(Samples.LARGE));

        assertThat(cache.entry("bytes").orElseThrow().size()).isEqualTo(Samples.LARGE);
        assertThat(cache.entry("text").orElseThrow().size())
                .as("bytes, not characters")
                .isEqualTo(2 * Samples.LARGE);
        assertThat(cache.entry("bytes").orElseThrow().value()).isEqualTo(Samples.large(1));
    }

    @Test
    default void entry_withTimesBetweenSeconds_isExactToTheMicrosecond(Cache<Object, Object> cache, FakeClock clock) {
        clock.advance(Duration.ofNanos(123_456_000));
        Instant stored = clock.instant();
        cache.set("key", "value", expireAfter(Duration.ofNanos(1_000_001_000)));

        Entry<Object, Object> entry = cache.entry("key").orElseThrow();
        assertThat(entry.storeTime()).isEqualTo(stored);
        assertThat(entry.expiry()).isEqualTo(stored.plusNanos(1_000_001_000));
    }

    @Test
    default void entry_expiredKey_isEmpty(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "value", expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(cache.entry("key")).isEqualTo(Optional.empty());
    }

    @Test
    default void entry_underUsePolicies_knowsItsReads(CacheTestbed testbed, FakeClock clock) {
        Cache<Object, Object> cache = testbed.open(options ->
                options.evictionPolicy(EvictionPolicy.LEAST_RECENTLY_USED).exactAccess());
        Instant stored = clock.instant();
        cache.set("key", "value");
        clock.advanceSeconds(3);
        cache.get("key");
        Instant read = clock.instant();
        clock.advanceSeconds(3);

        Entry<Object, Object> entry = Listings.entry(cache, "key");
        assertThat(entry.accessTime()).isEqualTo(read);
        assertThat(entry.storeTime()).isEqualTo(stored);

        cache.configure(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_FREQUENTLY_USED);
        cache.get("key");
        cache.entry("key");
        assertThat(Listings.entry(cache, "key").accessCount()).isEqualTo(2);
    }

    @Test
    default void entry_underStorePolicy_doesNotKnowItsReads(CacheTestbed testbed, FakeClock clock) {
        Cache<Object, Object> cache = testbed.open(options -> options.exactAccess());
        Instant stored = clock.instant();
        cache.set("key", "value");
        clock.advanceSeconds(3);
        cache.get("key");

        Entry<Object, Object> entry = Listings.entry(cache, "key");
        assertThat(entry.accessTime()).isEqualTo(stored);
        assertThat(entry.accessCount()).isZero();
    }
}
