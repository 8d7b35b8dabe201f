package dev.larder.it.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.FanoutCache;
import dev.larder.Index;
import dev.larder.codec.Codec;
import dev.larder.storage.Setting;
import dev.larder.storage.StoreClosedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Named caches under a cache of shards. */
class NamedCollectionsTest {

    @TempDir
    Path directory;

    private FanoutCache<Object, Object> open() {
        return FanoutCache.at(directory).shards(2).open();
    }

    @Test
    void cache_byName_isAPlainOneInItsDirectory() {
        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory)
                .shards(2)
                .sizeLimit(5_000_000)
                .clock(InstantSource.fixed(Instant.EPOCH))
                .open()) {
            Cache<Object, Object> users = cache.cache("users");
            Cache<Object, Object> nested = cache.cache("eu/jobs ü");
            users.set("key", "of users");
            nested.set("key", "nested");

            assertThat(users.directory()).contains(directory.resolve("cache/users"));
            assertThat(nested.directory()).contains(directory.resolve("cache/eu/jobs ü"));
            assertThat(users.get("key")).isEqualTo("of users");
            assertThat(nested.get("key")).isEqualTo("nested");
            assertThat(users.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1L << 30);
            assertThat(users.entry("key").orElseThrow().storeTime()).isEqualTo(Instant.EPOCH);
            assertThat(cache.size()).isZero();
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void cache_askedForAgain_isTheSameObject() {
        try (FanoutCache<Object, Object> cache = open()) {
            Cache<String, Long> counts = cache.cache("counts", Codec.string(), Codec.int64());
            counts.increment("eggs");

            assertThat(cache.cache("counts", Codec.string(), Codec.int64())).isSameAs(counts);
            assertThat(cache.withTimeout(Duration.ofSeconds(1)).cache("counts", Codec.string(), Codec.int64()))
                    .isSameAs(counts);
            assertThatIllegalStateException()
                    .isThrownBy(() -> cache.cache("counts"))
                    .withMessageContainingAll(
                            "'counts'", Codec.int64().name(), Codec.natives().name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/etc", "a/", "a//b", ".", "..", "../x", "a/../b", "a/./b", "a\\b", "a\0b"})
    void cache_nameThatLeadsElsewhere_isRefused(String name) {
        try (FanoutCache<Object, Object> cache = open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> cache.cache(name));
        }
        assertThat(directory.resolve("cache")).doesNotExist();
    }

    @Test
    void cache_insideAnother_isRefused() {
        try (FanoutCache<Object, Object> cache = open()) {
            cache.cache("a/b");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cache.cache("a/b/c/d"))
                    .withMessageContainingAll("'a/b/c/d'", "'a/b'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cache.cache("a"))
                    .withMessageContaining("'a'");
            assertThat(cache.cache("a/c").size()).isZero();
        }
        try (FanoutCache<Object, Object> cache = open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> cache.cache("a"));
            assertThat(cache.cache("a/b").size()).isZero();
        }
    }

    @Test
    void dequeAndIndex_byName_lieWherePythonHasThem() {
        try (FanoutCache<Object, Object> cache = open()) {
            Deque<String> recent = cache.deque("recent", Codec.string());
            Index<String, Long> lengths = cache.index("a/lengths", Codec.string(), Codec.int64());
            recent.add("page");
            lengths.put("page", 7L);

            assertThat(recent.directory()).contains(directory.resolve("deque/recent"));
            assertThat(lengths.directory()).contains(directory.resolve("index/a/lengths"));
            assertThat(cache.retrying().deque("recent", Codec.string())).isSameAs(recent);
            assertThat(cache.index("a/lengths", Codec.string(), Codec.int64())).isSameAs(lengths);
            assertThatIllegalStateException()
                    .isThrownBy(() -> cache.cache("recent"))
                    .withMessageContaining("a deque with this name");
            assertThat(cache.size()).isZero();
        }
        try (FanoutCache<Object, Object> cache = open()) {
            assertThatIllegalStateException().isThrownBy(() -> cache.deque("recent"));
            assertThat(cache.deque("recent", Codec.string())).containsExactly("page");
        }
    }

    @Test
    void cache_madeInsideATransaction_isMade() {
        try (FanoutCache<Object, Object> cache = open()) {
            cache.transact(tx -> cache.cache("new").set("key", "value"));

            assertThat(cache.cache("new").get("key")).isEqualTo("value");
        }
    }

    @Test
    void close_ofTheWhole_closesThemToo() {
        FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).shards(2).refuseReopening().open();
        Cache<Object, Object> named = cache.cache("named");
        named.set("key", "value");
        cache.close();

        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> named.get("key"));
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> cache.cache("named"));
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> cache.cache("another"));
    }

    @Test
    void close_ofTheWhole_leavesThemToOpenAgain() {
        FanoutCache<Object, Object> cache = open();
        Cache<Object, Object> named = cache.cache("named");
        named.set("key", "value");
        cache.close();

        assertThat(named.get("key")).isEqualTo("value");
        assertThat(cache.cache("named")).isSameAs(named);
        cache.close();
    }
}
