package dev.larder.codec.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.contract.RawKeys;
import dev.larder.storage.Encoded;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as they come to lie in a store. */
final class KeysInAStoreTest {

    private static final Tuple KEY = Tuple.of("twice the same", "twice the same");

    @TempDir
    private Path directory;

    private Cache<Object, Object> open() {
        return Cache.at(directory)
                .keys(Pickles.data().keys())
                .values(Pickles.data().values())
                .open();
    }

    private Cache<Encoded, Object> openRaw() {
        return Cache.at(directory)
                .keys(new RawKeys())
                .values(Pickles.data().values())
                .open();
    }

    @Test
    void keysAndValues_followTheProtocolOfTheStore() {
        Settings settings = Settings.defaults().with(Setting.PICKLE_PROTOCOL, 3L);
        try (Cache<Object, Object> cache = Cache.at(directory)
                .keys(Pickles.data().keys())
                .values(Pickles.data().values())
                .with(Setting.PICKLE_PROTOCOL, 3L)
                .open()) {
            cache.set(KEY, List.of());
        }
        try (Cache<Object, Object> cache = open()) {
            assertThat(cache.get(KEY)).isEqualTo(List.of());
        }
        try (Cache<Encoded, Object> cache = openRaw()) {
            assertThat(cache).containsExactly(Pickles.data().keys().in(settings).encode(KEY));
        }
    }

    @Test
    void entryUnderTheOtherForm_isFoundChangedAndRemovedThere() {
        Encoded other = Pickles.data().keys().otherForm(KEY);
        try (Cache<Encoded, Object> raw = openRaw();
                Cache<Object, Object> cache = open()) {
            raw.set(other, 1L);

            assertThat(cache.get(KEY)).isEqualTo(1L);
            assertThat(cache.contains(KEY)).isTrue();
            assertThat(cache.entry(KEY)).isPresent();
            assertThat(cache.getAll(List.of(KEY, "absent"))).isEqualTo(Map.of(KEY, 1L));
            assertThat(cache.increment(KEY, 1, 0)).isEqualTo(2);
            assertThat(cache.add(KEY, 9L)).isFalse();
            assertThat(cache.get(KEY, key -> 9L)).isEqualTo(2L);
            assertThat(cache.compareAndSet(KEY, 2L, 3L)).isTrue();
            cache.set(KEY, 4L);
            assertThat(cache.asMap().containsKey(KEY)).isTrue();
            assertThat(cache.asMap().merge(KEY, 1L, (a, b) -> (Long) a + (Long) b))
                    .isEqualTo(5L);
            assertThat(raw).containsExactly(other);
            assertThat(raw.get(other)).isEqualTo(5L);
            assertThat(cache.pop(KEY)).isEqualTo(5L);
            raw.set(other, 6L);
            assertThat(cache.deleteAll(List.of(KEY))).isEqualTo(1);
            raw.set(other, 7L);
            assertThat(cache.delete(KEY)).isTrue();
            assertThat(cache).isEmpty();
        }
    }

    @Test
    void entryUnderTheFirstForm_goesBeforeTheOther() {
        try (Cache<Encoded, Object> raw = openRaw();
                Cache<Object, Object> cache = open()) {
            raw.set(Pickles.data().keys().otherForm(KEY), "other");
            raw.set(Pickles.data().keys().encode(KEY), "first");

            assertThat(cache.get(KEY)).isEqualTo("first");
        }
    }

    @Test
    void newEntry_isUnderTheFirstForm() {
        try (Cache<Encoded, Object> raw = openRaw();
                Cache<Object, Object> cache = open()) {
            cache.set(KEY, 1L);

            assertThat(raw).containsExactly(Pickles.data().keys().encode(KEY));
        }
    }

    @Test
    void otherForm_inAnotherShard_isFound() {
        try (FanoutCache<Encoded, Object> raw = FanoutCache.at(directory)
                        .keys(new RawKeys())
                        .values(Pickles.data().values())
                        .shards(13)
                        .open();
                FanoutCache<Object, Object> cache = FanoutCache.at(directory)
                        .keys(Pickles.data().keys())
                        .values(Pickles.data().values())
                        .open()) {
            for (long i = 0; i < 20; i++) {
                Tuple key = Tuple.of("twice" + i, "twice" + i);
                raw.set(Pickles.data().keys().otherForm(key), i);

                assertThat(cache.get(key)).isEqualTo(i);
                assertThat(cache.delete(key)).isTrue();
            }
            assertThat(cache).isEmpty();
        }
    }
}
