package dev.larder.it.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.Order;
import dev.larder.QueueItem;
import dev.larder.Undecodable;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache of integers in a store that holds other things too. */
class UndecodableTest {

    @TempDir
    Path directory;

    private Cache<Object, Object> anything;
    private Cache<String, Long> failing;
    private Cache<String, Long> missing;

    @BeforeEach
    void open() {
        anything = Cache.at(directory).open();
        failing = Cache.at(directory).keys(Codec.string()).values(Codec.int64()).open();
        missing = Cache.at(directory)
                .keys(Codec.string())
                .values(Codec.int64())
                .undecodable(Undecodable.MISS)
                .open();
    }

    @AfterEach
    void close() {
        assertThat(anything.check()).isEmpty();
        List.of(anything, failing, missing).forEach(Cache::close);
    }

    private static void assertNamesKeyNumberAndCodec(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'text'")
                .hasMessageContaining("number 1")
                .hasMessageContaining(Codec.int64().name());
    }

    @Test
    void reads_byPolicy_failOrMiss() {
        anything.set("text", "no number");
        anything.set("one", 1L);

        assertNamesKeyNumberAndCodec(() -> failing.get("text"));
        assertNamesKeyNumberAndCodec(() -> failing.entry("text"));
        assertNamesKeyNumberAndCodec(() -> failing.getAll(List.of("one", "text")));
        assertNamesKeyNumberAndCodec(() -> failing.asMap().get("text"));
        assertThat(missing.get("text")).isNull();
        assertThat(missing.getOrDefault("text", 7L)).isEqualTo(7);
        assertThat(missing.entry("text")).isEmpty();
        assertThat(missing.getAll(List.of("one", "text"))).containsOnlyKeys("one");
        assertThat(missing.asMap().get("text")).isNull();
    }

    @Test
    void pop_ofValueThatCannotBeRead_leavesIt() {
        anything.set("text", "no number", WriteOptions.tagged("kept"));

        assertNamesKeyNumberAndCodec(() -> failing.pop("text"));
        assertNamesKeyNumberAndCodec(() -> failing.popEntry("text"));
        assertNamesKeyNumberAndCodec(() -> failing.asMap().remove("text"));
        assertThat(missing.pop("text")).isNull();
        assertThat(anything.entry("text").orElseThrow().tag()).isEqualTo("kept");
        assertThat(missing.delete("text")).as("delete reads nothing").isTrue();
    }

    @Test
    void map_earlierValueThatCannotBeRead_isKeptOrAbsent() {
        anything.set("text", "no number");

        assertNamesKeyNumberAndCodec(() -> failing.asMap().put("text", 1L));
        assertNamesKeyNumberAndCodec(() -> failing.asMap().putIfAbsent("text", 1L));
        assertNamesKeyNumberAndCodec(() -> failing.asMap().replace("text", 1L));
        assertNamesKeyNumberAndCodec(() -> failing.asMap().merge("text", 1L, Long::sum));
        assertThat(anything.get("text")).as("nothing has changed").isEqualTo("no number");

        assertThat(missing.asMap().replace("text", 1L)).as("absent").isNull();
        assertThat(anything.get("text")).isEqualTo("no number");
        assertThat(missing.add("text", 1L)).as("in the way").isFalse();
        assertThat(missing.asMap().putIfAbsent("text", 1L)).isNull();
        assertThat(missing.get("text")).isEqualTo(1);
        anything.set("text", "no number");
        assertThat(missing.asMap().merge("text", 5L, Long::sum)).isEqualTo(5);
        anything.set("text", "no number");
        assertThat(missing.asMap().put("text", 6L)).isNull();
        assertThat(missing.get("text")).isEqualTo(6);
    }

    @Test
    void increment_ofWhatIsNoInteger_failsByEveryPolicy() {
        anything.set("text", "no number");
        anything.set("half", 0.5);

        for (Cache<String, Long> cache : List.of(failing, missing)) {
            assertThatThrownBy(() -> cache.increment("text")).isInstanceOf(SerializationException.class);
            assertThatThrownBy(() -> cache.increment("half")).isInstanceOf(SerializationException.class);
        }
        assertThat(anything.get("text")).isEqualTo("no number");
        assertThat(anything.get("half")).isEqualTo(0.5);
    }

    @Test
    void increment_withCodecThatReadsNoNumbers_isRefused() {
        Cache<String, String> texts =
                Cache.at(directory).keys(Codec.string()).values(Codec.string()).open();
        assertThatThrownBy(() -> texts.increment("count"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(Codec.string().name());
        assertThatThrownBy(() -> texts.incrementDouble("count", 1, 0))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> failing.incrementDouble("count", 1, 0))
                .isInstanceOf(UnsupportedOperationException.class);
        texts.close();
        assertThat(anything.size()).isZero();
    }

    @Test
    void queue_itemThatCannotBeRead_staysAndIsPassedOverByPolicy() {
        for (String prefix : new String[] {null, "jobs", ""}) {
            anything.push("no number", prefix);
            anything.push(1L, prefix);
            anything.push("none either", prefix);
            anything.push(2L, prefix, Side.BACK, WriteOptions.expireAfter(Duration.ZERO));
            anything.push("nor this", prefix);

            assertThatThrownBy(() -> failing.pull(prefix))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("500000000000000")
                    .hasMessageContaining(Codec.int64().name());
            assertThatThrownBy(() -> failing.peek(prefix)).isInstanceOf(SerializationException.class);
            assertThat(missing.peek(prefix).map(QueueItem::value)).contains(1L);
            assertThat(missing.peek(prefix, Side.BACK).map(QueueItem::value)).contains(1L);
            assertThat(missing.pull(prefix, Side.BACK).map(QueueItem::value)).contains(1L);
            assertThat(missing.pull(prefix)).isEmpty();
            assertThat(anything.pull(prefix).map(QueueItem::value)).contains("no number");
            assertThat(anything.pull(prefix).map(QueueItem::value)).contains("none either");
            assertThat(anything.pull(prefix).map(QueueItem::value)).contains("nor this");
            assertThat(anything.pull(prefix)).isEmpty();
        }
    }

    @Test
    void queue_passingOver_staysInTheQueue() {
        anything.set(0L, 1L);
        anything.set(-5L, 1L);
        anything.set(1.5, 1L);
        anything.set(999_999_999_999_999L, 1L);
        anything.set("jobs-x00000000000000", 1L);
        anything.set("jobs-1-500000000000000", 1L);
        anything.push("no number");
        anything.push("no number", "jobs");

        for (Side side : Side.values()) {
            assertThat(missing.peek(null, side)).isEmpty();
            assertThat(missing.pull("jobs", side)).isEmpty();
        }
        assertThat(anything.size()).isEqualTo(8);
    }

    @Test
    void listings_byPolicy_failOrPassOver() {
        anything.set("one", 1L);
        anything.set("text", "no number");
        anything.set(42L, 42L);
        anything.set("two", 2L);

        assertNamesKeyNumberAndCodec(() -> failing.entries(Order.INSERTION).toList());
        assertThatThrownBy(() -> failing.keys(Order.INSERTION).toList())
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("42")
                .hasMessageContaining(Codec.string().name());
        assertThat(missing.keys(Order.INSERTION)).containsExactly("one", "text", "two");
        assertThat(missing.entries(Order.KEY).map(Entry::value)).containsExactly(1L, 2L);
        assertThat(missing.asMap())
                .hasSize(4)
                .containsOnly(java.util.Map.entry("one", 1L), java.util.Map.entry("two", 2L));
    }

    @Test
    void iterator_afterFailing_goesOnBehind() {
        anything.set("one", 1L);
        anything.set(42L, 42L);
        anything.set("two", 2L);
        var keys = failing.iterator();

        assertThat(keys.next()).isEqualTo("one");
        assertThatThrownBy(keys::next).isInstanceOf(SerializationException.class);
        assertThat(keys.next()).isEqualTo("two");
        assertThat(keys.hasNext()).isFalse();
    }

    @Test
    void peekItem_byPolicy_failsOrPassesOver() {
        anything.set("one", 1L);
        anything.set("text", "no number");

        assertNamesKeyNumberAndCodec(() -> failing.peekItem(Side.BACK));
        assertThat(missing.peekItem(Side.BACK).map(Entry::key)).contains("one");
        assertThat(missing.peekItem(Side.FRONT).map(Entry::key)).contains("one");
        anything.delete("one");
        assertThat(missing.peekItem(Side.BACK)).isEqualTo(Optional.empty());
    }
}
