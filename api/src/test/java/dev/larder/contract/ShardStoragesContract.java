package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.CollectionKind;
import dev.larder.Deque;
import dev.larder.FanoutCache;
import dev.larder.FanoutCacheBuilder;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.NamedCollection;
import dev.larder.codec.Codec;
import dev.larder.storage.Access;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Key;
import dev.larder.storage.NamedStorage;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.ShardHash;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Shards that are stores of one storage: their names, their number, and what one has to do with another. */
public interface ShardStoragesContract extends ShardStoragesUnderTest {

    /**
     * Damages the settings of a store, as another program might: the cull limit, which the store has as a row of its
     * own, becomes -5.
     */
    void damageSettings(NamedStorage store) throws Exception;

    private static NamedStorage shard(NamedStorage whole, int number) {
        return whole.named(whole.name() + "/00" + number);
    }

    private static FanoutCacheBuilder<Object, Object> cache(NamedStorage whole) {
        return FanoutCache.on(whole).timeout(java.time.Duration.ofSeconds(60));
    }

    /** The names of the stores there are that begin with that of the whole. */
    private static List<String> names(NamedStorage whole) {
        return whole.names().stream()
                .filter(name -> name.startsWith(whole.name()))
                .map(name -> name.substring(whole.name().length()))
                .toList();
    }

    // ---- their number

    @Test
    default void open_newCache_hasEightShardsThatRememberIt() {
        NamedStorage whole = newWhole();
        try (FanoutCache<Object, Object> cache = cache(whole).open()) {
            assertThat(cache.shards()).isEqualTo(8);
            assertThat(cache.directory()).isEmpty();
            assertThat(cache.toString()).isEqualTo("FanoutCache[" + whole.uri() + "]");
            assertThat(names(whole))
                    .containsExactlyElementsOf(IntStream.range(0, 8)
                            .mapToObj(number -> "/00" + number)
                            .toList());
            try (Store last = shard(whole, 7).open(StoreConfig.defaults())) {
                assertThat(last.settings().rows())
                        .containsEntry("larder_shards", Scalar.of(8L))
                        .containsEntry("size_limit", Scalar.of((1L << 30) / 8.0));
            }
        }
    }

    @Test
    default void open_otherNumberSaid_isRefusedAndChangesNothing() {
        NamedStorage whole = newWhole();
        try (FanoutCache<Object, Object> cache = cache(whole).shards(3).open()) {
            cache.set("key", "value");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cache(whole).shards(5).sizeLimit(1_000).open())
                    .withMessageContainingAll(
                            "3 shards, not 5", whole.uri().toString(), "make another cache with 5 shards");
            assertThat(names(whole)).hasSize(3);
            for (var builder : List.of(cache(whole), cache(whole).shards(3))) {
                try (FanoutCache<Object, Object> again = builder.open()) {
                    assertThat(again.shards()).isEqualTo(3);
                    assertThat(again.get("key")).isEqualTo("value");
                    assertThat(again.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1L << 30);
                }
            }
        }
    }

    @Test
    default void open_makingInterrupted_completesIt() {
        NamedStorage whole = newWhole();
        try (Store first = shard(whole, 0).open(StoreConfig.defaults())) {
            first.changeSettings(
                    Settings.of(Map.of("larder_shards", Scalar.of(3L), "size_limit", Scalar.of(1_000_000.0))),
                    Wait.FOREVER);
            shard(whole, 1).open(StoreConfig.defaults()).close();
            try (FanoutCache<Object, Object> cache = cache(whole).open()) {
                assertThat(cache.shards()).isEqualTo(3);
                assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(3_000_000);
                assertThat(cache.check()).isEmpty();
            }
        }
    }

    @Test
    default void open_shardsThatDisagree_isRefused() {
        NamedStorage whole = newWhole();
        try (FanoutCache<Object, Object> cache = cache(whole).shards(2).open();
                Store second = shard(whole, 1).open(StoreConfig.defaults())) {
            assertThat(cache.shards()).isEqualTo(2);
            second.changeSettings(Settings.of(Map.of("larder_shards", Scalar.of(9L))), Wait.FOREVER);

            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> cache(whole).open())
                    .withMessageContaining("9 shards, not 2");
        }
    }

    @Test
    default void open_byManyThreadsAtOnce_makesOneCache() {
        NamedStorage whole = newWhole();
        try (Threads threads = new Threads();
                Store keeper = whole.open(StoreConfig.defaults())) {
            assertThat(keeper.count()).isZero();
            List<Integer> counts = threads.race(4, thread -> {
                try (FanoutCache<Object, Object> cache =
                        (thread == 2 ? cache(whole).sizeLimit(9_000_000) : cache(whole)).open()) {
                    cache.set("key" + thread, 1L);
                    return cache.shards();
                }
            });
            assertThat(counts).containsOnly(8);
            try (FanoutCache<Object, Object> cache = cache(whole).open()) {
                assertThat(cache.size()).isEqualTo(4);
                assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(9_000_000);
            }
        }
    }

    // ---- what one has to do with another

    @Test
    default void set_anyKey_liesInTheShardOfItsHash() {
        NamedStorage whole = newWhole();
        try (FanoutCache<Object, Object> cache = cache(whole).shards(3).open()) {
            cache.transact(tx -> LongStream.range(0, 30).forEach(key -> tx.set("key" + key, key)));
            for (int number = 0; number < 3; number++) {
                try (Store shard = shard(whole, number).open(StoreConfig.defaults())) {
                    for (int key = 0; key < 30; key++) {
                        Key stored = Key.of("key" + key);
                        assertThat(shard.get(stored, Access.IGNORE) != null)
                                .as("key%d in shard %d", key, number)
                                .isEqualTo(ShardHash.shard(stored, 3) == number);
                    }
                }
            }
        }
    }

    @Test
    default void transact_overAllShards_isOneTransactionOfTheDatabase() {
        NamedStorage whole = newWhole();
        RuntimeException failure = new RuntimeException("the last shard's turn");
        try (FanoutCache<Object, Object> cache = cache(whole).shards(4).open()) {
            assertThatThrownBy(() -> cache.transact(tx -> {
                        LongStream.range(0, 20).forEach(key -> tx.set(key, key));
                        assertThat(tx.size()).isEqualTo(20);
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThat(cache.size()).isZero();

            cache.transact(tx -> LongStream.range(0, 20).forEach(key -> tx.increment(key, 1)));
            assertThat(cache.size()).isEqualTo(20);
        }
    }

    @Test
    default void transact_manyThreadsAndTwoCaches_losesNothing() {
        NamedStorage whole = newWhole();
        try (Threads threads = new Threads();
                FanoutCache<Object, Object> one = cache(whole).shards(4).open();
                FanoutCache<Object, Object> other = cache(whole).open()) {
            threads.race(4, thread -> {
                FanoutCache<Object, Object> mine = thread % 2 == 0 ? one : other;
                for (int i = 0; i < 10; i++) {
                    mine.transact(tx -> {
                        tx.increment("a");
                        tx.increment("b");
                        tx.increment("c");
                    });
                }
                return true;
            });
            assertThat(one.getAll(List.of("a", "b", "c"))).isEqualTo(Map.of("a", 40L, "b", 40L, "c", 40L));
        }
    }

    @Test
    default void damage_ofOneShard_isThatOfItsKeysOnly() throws Exception {
        NamedStorage whole = newWhole();
        try (FanoutCache<Object, Object> cache = cache(whole).shards(2).open()) {
            cache.configure(Setting.CULL_LIMIT, 20L);
            Object damaged = key(1);
            Object sound = key(0);
            cache.set(damaged, "value");
            damageSettings(shard(whole, 1));
            Threads.await(() -> !isUsable(cache, damaged)); // settings are read again each second

            for (long i = 0; i < 200; i++) {
                assertThat(cache.set(sound, i)).isTrue();
                assertThat(cache.get(sound)).isEqualTo(i);
            }
            assertThatExceptionOfType(CorruptStoreException.class)
                    .isThrownBy(() -> cache.set(damaged, "value"))
                    .withMessageContainingAll("cull_limit", whole.name() + "/001");
            assertThatExceptionOfType(CorruptStoreException.class)
                    .as("opening needs all of them")
                    .isThrownBy(() -> cache(whole).open());
        }
    }

    private static boolean isUsable(Cache<Object, Object> cache, Object key) {
        try {
            cache.get(key);
            return true;
        } catch (CorruptStoreException e) {
            return false;
        }
    }

    /** A key that lies in this one of two shards. */
    private static Object key(int shard) {
        return LongStream.range(0, 100)
                .filter(number -> ShardHash.shard(Key.of(number), 2) == shard)
                .findFirst()
                .orElseThrow();
    }

    // ---- collections by name

    @Test
    default void collections_byName_lieBeneathTheCache() {
        NamedStorage whole = newWhole();
        try (FanoutCache<Object, Object> cache = cache(whole).shards(2).open()) {
            Cache<Object, Object> users = cache.cache("users");
            Deque<String> recent = cache.deque("recent", Codec.string());
            Index<String, Long> lengths = cache.index("a/lengths", Codec.string(), Codec.int64());
            users.set("key", "of users");
            recent.add("page");
            lengths.put("page", 7L);

            assertThat(names(whole))
                    .containsExactlyInAnyOrder("/000", "/001", "/cache/users", "/deque/recent", "/index/a/lengths");
            assertThat(cache.cache("users")).isSameAs(users);
            assertThat(cache.retrying().deque("recent", Codec.string())).isSameAs(recent);
            assertThatIllegalStateException()
                    .isThrownBy(() -> cache.cache("recent"))
                    .withMessageContaining("a deque with this name");
            assertThat(cache.size()).isZero();
            cache.transact(tx -> cache.cache("made inside").set("key", "value"));
            assertThat(cache.cache("made inside").get("key")).isEqualTo("value");
            try (FanoutCache<Object, Object> other = cache(whole).open()) {
                assertThat(other.deque("recent", Codec.string())).containsExactly("page");
                assertThatIllegalStateException().isThrownBy(() -> other.deque("recent"));
            }
        }
    }

    @Test
    default void collections_byNameAtOnce_areOfOneKind() {
        NamedStorage whole = newWhole();
        try (Threads threads = new Threads();
                FanoutCache<Object, Object> one = cache(whole).shards(2).open();
                FanoutCache<Object, Object> other = cache(whole).open()) {
            List<Boolean> made = threads.race(4, thread -> {
                FanoutCache<Object, Object> mine = thread < 2 ? one : other;
                try {
                    return thread % 2 == 0 ? mine.cache("name") != null : mine.deque("name") != null;
                } catch (IllegalStateException othersWereFirst) {
                    return false;
                }
            });
            assertThat(made).contains(true, false);
            assertThat(names(whole)).hasSize(3);
        }
    }

    @Test
    default void larder_cacheOfShards_isOneCollection() {
        NamedStorage whole = newWhole();
        try (Larder larder = Larder.open(whole)) {
            String name = whole.name();
            FanoutCache<Object, Object> pages = larder.fanout(name, options -> options.shards(2));
            pages.retrying().set("/index", "page");
            pages.deque("000").add("job"); // named as a shard is
            larder.cache(name + "/000").set("key", "value");

            assertThat(larder.fanout(name)).isSameAs(pages);
            assertThat(larder.fanout(name, options -> options.shards(2))).isSameAs(pages);
            assertThatIllegalStateException()
                    .isThrownBy(() -> larder.fanout(name, options -> options.shards(3)))
                    .withMessageContaining("shards 2, not shards 3");
            assertThat(larder.collections().stream()
                            .filter(collection -> collection.name().startsWith(name)))
                    .containsExactly(
                            new NamedCollection(CollectionKind.CACHE, name + "/000"),
                            new NamedCollection(CollectionKind.FANOUT, name));
            assertThatIllegalStateException().isThrownBy(() -> larder.deque(name));
            for (String inside : List.of("/deque", "/000", "/a/b")) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> larder.fanout(name + inside))
                        .withMessageContainingAll("'" + name + inside + "'", "'" + name + "'");
            }
            try (Larder other = Larder.open(whole)) {
                assertThat(other.fanout(name).get("/index")).isEqualTo("page");
                assertThat(other.fanout(name).deque("000")).containsExactly("job");
                assertThatIllegalStateException()
                        .isThrownBy(() -> other.fanout(name, Codec.string(), Codec.string()))
                        .withMessageContaining("in use with");
            }
        }
    }
}
