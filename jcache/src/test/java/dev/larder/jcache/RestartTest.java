package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.h2.H2;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is there when a manager was closed and another one opened at the same place. */
final class RestartTest {

    @TempDir
    static Path temporary;

    static List<URI> places() {
        return List.of(
                temporary.resolve("pantry").toUri(),
                H2.file(temporary.resolve("database")).uri());
    }

    private static CacheManager manager(URI place) {
        return Managers.at(place, new Properties());
    }

    @ParameterizedTest
    @MethodSource("places")
    void entries_afterARestart_areThereWhenTheCacheIsCreated(URI place) {
        try (CacheManager manager = manager(place)) {
            manager.createCache("kept", new MutableConfiguration<String, Long>())
                    .put("a", 1L);
        }
        try (CacheManager manager = manager(place)) {
            assertThat(manager.getCacheNames()).isEmpty();
            assertThat(manager.<String, Long>getCache("kept")).isNull();
            Cache<String, Long> cache = manager.createCache(
                    "kept", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
            assertThat(cache.get("a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void destroyCache_ofACacheWithEntries_removesThemForGood(URI place) {
        try (CacheManager manager = manager(place)) {
            manager.createCache("gone", new MutableConfiguration<String, Long>())
                    .put("a", 1L);
            manager.destroyCache("gone");
        }
        try (CacheManager manager = manager(place)) {
            assertThat(manager.createCache("gone", new MutableConfiguration<String, Long>())
                            .get("a"))
                    .isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void createCache_afterClose_takesAnotherConfiguration(URI place) {
        try (CacheManager manager = manager(place)) {
            manager.createCache("again", new MutableConfiguration<Object, Object>())
                    .put("a", 1L);
            manager.getCache("again").close();
            Cache<String, Long> cache = manager.createCache(
                    "again",
                    new LarderConfiguration<String, Long>()
                            .setSizeLimit(1 << 20)
                            .setTypes(String.class, Long.class));
            assertThat(cache.get("a")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void createCache_withACodecOfAnotherName_isRefusedWithBothNames(URI place) {
        try (CacheManager manager = manager(place)) {
            manager.createCache("typed", new MutableConfiguration<Object, Object>());
            manager.getCache("typed").close();
            LarderConfiguration<String, String> other =
                    new LarderConfiguration<String, String>().setKeyCodec(dev.larder.codec.Codec.string());
            assertThatThrownBy(() -> manager.createCache("typed", other))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("'typed'")
                    .hasMessageContaining("jcache-keys")
                    .hasMessageContaining("string");
        }
    }

    @ParameterizedTest
    @MethodSource("places")
    void createCache_whoseListenerCannotBeMade_leavesTheNameFreeAndNothingOpen(URI place) {
        AtomicInteger closed = new AtomicInteger();
        try (CacheManager manager = manager(place)) {
            MutableConfiguration<String, Long> broken = new MutableConfiguration<String, Long>()
                    .setExpiryPolicyFactory(() -> new ClosingPolicy(closed))
                    .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                            () -> {
                                throw new IllegalStateException("no listener");
                            },
                            null,
                            false,
                            true));
            assertThatThrownBy(() -> manager.createCache("broken", broken)).hasMessageContaining("no listener");

            assertThat(closed).hasValue(1);
            assertThat(manager.createCache("broken", new MutableConfiguration<String, Long>())
                            .get("a"))
                    .isNull();
        }
    }

    /** Counts how often it is closed. */
    private record ClosingPolicy(AtomicInteger closed) implements ExpiryPolicy, AutoCloseable {

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            return null;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
