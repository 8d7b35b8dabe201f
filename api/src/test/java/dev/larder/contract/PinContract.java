package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.PinnedFile;
import dev.larder.storage.SerializationException;
import dev.larder.storage.contract.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Files that stay for a while: {@code pin}. */
public interface PinContract extends CacheUnderTest {

    Duration LEASE = Duration.ofMinutes(1);

    @Test
    default void pin_absentOrExpiredKey_isEmpty(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.VALUE_FILES);
        cache.set("expired", Samples.large(1), WriteOptions.expireAfter(Duration.ofSeconds(1)));
        testbed.clock().advanceSeconds(1);

        assertThat(cache.pin("absent", LEASE)).isEmpty();
        assertThat(cache.pin("expired", LEASE)).isEmpty();
    }

    @Test
    default void pin_anyValueWithBytes_isAFileOfThem(Cache<Object, Object> cache, CacheTestbed testbed)
            throws IOException {
        testbed.require(Capability.VALUE_FILES);
        Map<String, byte[]> values =
                Map.of("small", new byte[] {1, 2, 3}, "empty", new byte[0], "large", Samples.large(1));
        for (String key : values.keySet()) {
            cache.set(key, values.get(key));

            try (PinnedFile pinned = cache.pin(key, LEASE).orElseThrow()) {
                assertThat(pinned.path()).hasBinaryContent(values.get(key));
                ByteArrayOutputStream transferred = new ByteArrayOutputStream();
                assertThat(pinned.transferTo(Channels.newChannel(transferred))).isEqualTo(pinned.length());
                assertThat(transferred.toByteArray()).isEqualTo(values.get(key));
            }
        }
        cache.set("text", "\u00e9");
        try (PinnedFile pinned = cache.pin("text", LEASE).orElseThrow()) {
            assertThat(pinned.path()).hasContent("\u00e9");
        }
    }

    @Test
    default void pin_times_areThoseOfTheEntryAndTheLease(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.VALUE_FILES);
        cache.set("key", "value");
        Entry<Object, Object> entry = cache.entry("key").orElseThrow();
        FakeClock clock = testbed.clock();
        clock.advanceSeconds(10);

        try (PinnedFile pinned = cache.pin("key", LEASE).orElseThrow()) {
            assertThat(pinned.storeTime()).isEqualTo(entry.storeTime());
            assertThat(pinned.expiry()).isEqualTo(clock.instant().plus(LEASE));
        }
    }

    @Test
    default void read_storeTime_isThatOfTheEntry(Cache<Object, Object> cache) {
        for (Object value : List.of("value", Samples.large(1))) {
            cache.set("key", value);

            try (Blob blob = cache.read("key").orElseThrow()) {
                assertThat(blob.storeTime())
                        .isEqualTo(cache.entry("key").orElseThrow().storeTime());
            }
        }
    }

    @Test
    default void pin_entryOverwrittenDeletedCleared_stays(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.VALUE_FILES);
        for (String key : List.of("overwritten", "deleted", "evicted", "cleared")) {
            cache.set(key, Samples.large(1), WriteOptions.tagged("tag of " + key));
        }
        try (PinnedFile overwritten = cache.pin("overwritten", LEASE).orElseThrow();
                PinnedFile deleted = cache.pin("deleted", LEASE).orElseThrow();
                PinnedFile evicted = cache.pin("evicted", LEASE).orElseThrow();
                PinnedFile cleared = cache.pin("cleared", LEASE).orElseThrow()) {
            cache.set("overwritten", "small");
            cache.delete("deleted");
            cache.evict("tag of evicted");
            cache.clear();
            cache.expire();
            cache.cull();
            assertThat(cache.repair()).isEmpty();

            for (PinnedFile each : List.of(overwritten, deleted, evicted, cleared)) {
                assertThat(each.path()).hasBinaryContent(Samples.large(1));
            }
        }
    }

    @Test
    default void pin_leaseEnded_isDeletedByExpireAndCull(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.VALUE_FILES);
        cache.set("key", Samples.large(1));
        for (Runnable cleaning : List.<Runnable>of(cache::expire, cache::cull, cache::repair)) {
            PinnedFile pinned = cache.pin("key", LEASE).orElseThrow();
            testbed.clock().advance(LEASE.plusMillis(1));

            cleaning.run();

            assertThat(pinned.path()).doesNotExist();
            assertThat(pinned.extend(LEASE)).isFalse();
        }
    }

    @Test
    default void pin_number_isRefused(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.VALUE_FILES);
        cache.set("integer", 1L);

        assertThatThrownBy(() -> cache.pin("integer", LEASE))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("integer");
    }

    @Test
    default void pin_codecThatWraps_isRefused(CacheTestbed testbed) {
        Cache<Object, String> cache =
                testbed.open(options -> options.values(Codec.string().compressed()));
        cache.set("key", "value");

        assertThatThrownBy(() -> cache.pin("key", LEASE))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("codec");
    }

    @Test
    default void pin_badLease_isRefused(Cache<Object, Object> cache) {
        for (Duration bad : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cache.pin("absent", bad))
                    .withMessageContaining("lease");
        }
    }

    @Test
    default void pin_storageWithoutFiles_isRefused(Cache<Object, Object> cache, CacheTestbed testbed) {
        Assumptions.assumeFalse(testbed.has(Capability.VALUE_FILES), "The storage has files, and can pin");

        assertThatThrownBy(() -> cache.pin("absent", LEASE))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("stream");
    }

    @Test
    default void pin_views_doTheSame(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.VALUE_FILES);
        cache.set("key", Samples.large(1));

        for (Cache<Object, Object> view : List.of(cache, cache.retrying(), cache.withTimeout(Duration.ofSeconds(1)))) {
            try (PinnedFile pinned = view.pin("key", LEASE).orElseThrow();
                    PinnedFile later = view.async(Runnable::run)
                            .pin("key", LEASE)
                            .toCompletableFuture()
                            .join()
                            .orElseThrow()) {
                assertThat(pinned.path()).hasBinaryContent(Samples.large(1));
                assertThat(later.path()).hasBinaryContent(Samples.large(1));
            }
        }
    }
}
