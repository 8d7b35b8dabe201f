package dev.larder.it.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.Order;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings at the borders of their pages. */
class ListingTest {

    @TempDir
    Path directory;

    private Cache<String, byte[]> cache;

    @BeforeEach
    void open() {
        cache = Cache.at(directory).keys(Codec.string()).values(Codec.bytes()).open();
    }

    @AfterEach
    void close() {
        cache.close();
    }

    private List<String> fill(int count) {
        List<String> keys =
                IntStream.range(0, count).mapToObj("%05d"::formatted).toList();
        cache.transact(inside -> keys.forEach(key -> inside.set(key, new byte[] {1})));
        return keys;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 127, 128, 129, 192, 256, 300})
    void listings_ofAnyLength_areComplete(int count) {
        List<String> keys = fill(count);
        List<String> reversed = new ArrayList<>(keys);
        Collections.reverse(reversed);

        assertThat(cache).containsExactlyElementsOf(keys);
        for (Order order : Order.values()) {
            List<String> expected = order == Order.INSERTION || order == Order.KEY ? keys : reversed;
            assertThat(cache.keys(order)).containsExactlyElementsOf(expected);
            assertThat(cache.entries(order).map(Entry::key)).containsExactlyElementsOf(expected);
        }
        assertThat(cache.asMap().keySet()).containsExactlyElementsOf(keys);
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void listings_whileKeysAreAdded_end(Order order) {
        List<String> keys = fill(300);
        int listed = 0;
        Iterator<String> iterator = cache.keys(order).iterator();
        while (iterator.hasNext()) {
            String key = iterator.next();
            listed++;
            cache.set(key + "+", new byte[0]);
            cache.set("-" + key, new byte[0]);
        }
        assertThat(listed).isEqualTo(keys.size());
        assertThat(cache.size()).isEqualTo(3L * keys.size());
    }

    @Test
    void listings_whileKeysAreRemoved_passThemOver() {
        List<String> keys = fill(300);
        Iterator<Entry<String, byte[]>> entries = cache.entries(Order.INSERTION).iterator();
        entries.next();
        cache.deleteAll(keys.subList(100, 290));

        List<String> rest = new ArrayList<>();
        entries.forEachRemaining(entry -> rest.add(entry.key()));
        assertThat(rest).containsAll(keys.subList(1, 64)).containsAll(keys.subList(290, 300));
        assertThat(rest).doesNotContainAnyElementsOf(keys.subList(128, 290));
    }

    @Test
    void iterator_remove_deletesTheKeyReturnedLast() {
        fill(3);
        Iterator<String> iterator = cache.iterator();

        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        assertThat(iterator.next()).isEqualTo("00000");
        assertThat(iterator.hasNext()).isTrue();
        iterator.remove();
        assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        assertThat(iterator.next()).isEqualTo("00001");
        assertThat(iterator.next()).isEqualTo("00002");
        assertThat(iterator.hasNext()).isFalse();
        iterator.remove();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        assertThat(cache).containsExactly("00001");
    }

    @Test
    void keys_listExpired_entriesAndMapDoNot() {
        cache.set("live", new byte[0]);
        cache.set("expired", new byte[0], WriteOptions.expireAfter(Duration.ZERO));

        assertThat(cache.keys(Order.INSERTION)).containsExactly("live", "expired");
        assertThat(cache).containsExactly("live", "expired");
        assertThat(cache.entries(Order.INSERTION).map(Entry::key)).containsExactly("live");
        assertThat(cache.asMap().keySet())
                .as("one live, two counted")
                .hasSize(2)
                .containsExactly("live");
        assertThat(cache.asMap().values().iterator()).toIterable().hasSize(1);
    }

    @Test
    void entries_ofLargeValues_areReadFewAtATime() {
        byte[] large = new byte[700 << 10];
        for (int i = 0; i < 10; i++) {
            cache.set("%05d".formatted(i), large);
        }
        Iterator<Entry<String, byte[]>> entries = cache.entries(Order.INSERTION).iterator();
        entries.next();
        cache.clear();

        List<String> alreadyRead = new ArrayList<>();
        entries.forEachRemaining(entry -> alreadyRead.add(entry.key()));
        assertThat(alreadyRead).as("two make a mebibyte").containsExactly("00001");
    }
}
