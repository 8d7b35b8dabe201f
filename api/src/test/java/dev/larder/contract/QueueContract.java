package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.WriteOptions.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.QueueItem;
import dev.larder.QueueKey;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Side;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Queues: {@code push}, {@code pull}, {@code peek}. */
public interface QueueContract extends CacheUnderTest {

    long FIRST = 500_000_000_000_000L;

    long LAST = 999_999_999_999_998L;

    /** Without a prefix, and with such as are hard to tell from others. */
    List<@Nullable String> PREFIXES =
            Arrays.asList(null, "", "q", "q-5", "%", "\u00e9\0", "500000000000000", "\ud83d\ude00");

    @Test
    default void push_atTheBack_numbersUpwards(Cache<Object, Object> cache) {
        for (String prefix : PREFIXES) {
            assertThat(cache.push("a", prefix)).isEqualTo(new QueueKey(prefix, FIRST));
            assertThat(cache.push("b", prefix)).isEqualTo(new QueueKey(prefix, FIRST + 1));
            assertThat(cache.push("c", prefix, Side.BACK, none())).isEqualTo(new QueueKey(prefix, FIRST + 2));
        }
        assertThat(cache.size()).isEqualTo(3L * PREFIXES.size());
        for (String prefix : PREFIXES) {
            assertThat(drain(cache, prefix, Side.FRONT)).as("queue %s", prefix).containsExactly("a", "b", "c");
        }
        assertThat(cache.size()).isZero();
    }

    @Test
    default void push_atTheFront_numbersDownwards(Cache<Object, Object> cache) {
        for (String prefix : PREFIXES) {
            assertThat(cache.push("a", prefix, Side.FRONT, none())).isEqualTo(new QueueKey(prefix, FIRST));
            assertThat(cache.push("b", prefix, Side.FRONT, none())).isEqualTo(new QueueKey(prefix, FIRST - 1));
            assertThat(cache.push("c", prefix, Side.BACK, none())).isEqualTo(new QueueKey(prefix, FIRST + 1));

            assertThat(drain(cache, prefix, Side.FRONT)).as("queue %s", prefix).containsExactly("b", "a", "c");
        }
    }

    @Test
    default void push_shorthands_useTheBackAndNoPrefix(Cache<Object, Object> cache) {
        assertThat(cache.push("a")).isEqualTo(new QueueKey(null, FIRST));
        assertThat(cache.push("b")).isEqualTo(new QueueKey(null, FIRST + 1));

        assertThat(cache.peek().orElseThrow().value()).isEqualTo("a");
        assertThat(cache.pull().orElseThrow().value()).isEqualTo("a");
        assertThat(cache.pull().orElseThrow().value()).isEqualTo("b");
        assertThat(cache.pull()).isEmpty();
        assertThat(cache.peek()).isEmpty();
    }

    @Test
    default void push_items_areEntriesWithNumberedKeys(Cache<Object, Object> cache) {
        cache.push("plain");
        cache.push("named", "q");
        cache.push("nameless", "");

        assertThat(cache.get(FIRST)).isEqualTo("plain");
        assertThat(cache.get("q-500000000000000")).isEqualTo("named");
        assertThat(cache.get("-500000000000000")).isEqualTo("nameless");
        assertThat(cache.delete(FIRST)).isTrue();
        assertThat(cache.pull()).isEmpty();
        assertThat(cache.set("q-000000000000007", "in front")).isTrue();
        assertThat(drain(cache, "q", Side.FRONT)).containsExactly("in front", "named");
    }

    @Test
    default void push_withOptions_keepsExpiryAndTag(Cache<Object, Object> cache, FakeClock clock) {
        QueueKey key = cache.push(
                Samples.large(1),
                "q",
                Side.BACK,
                expireAfter(Duration.ofSeconds(5)).tag(7L));

        QueueItem<Object> peeked = cache.peek("q").orElseThrow();
        QueueItem<Object> pulled = cache.pull("q").orElseThrow();
        for (QueueItem<Object> item : List.of(peeked, pulled)) {
            assertThat(item.key()).isEqualTo(key);
            assertThat(item.value()).isEqualTo(Samples.large(1));
            assertThat(item.expiry()).isEqualTo(clock.instant().plusSeconds(5));
            assertThat(item.tag()).isEqualTo(7L);
        }
        cache.push("plain");
        assertThat(cache.pull()).contains(new QueueItem<>(new QueueKey(null, FIRST), "plain", null, null));
    }

    @Test
    default void push_everyNativeValue_comesOutAsItWas(Cache<Object, Object> cache) {
        for (Object value : Samples.natives()) {
            cache.push(value, "q");
        }

        assertThat(Samples.comparable(drain(cache, "q", Side.FRONT))).isEqualTo(Samples.comparable(Samples.natives()));
    }

    @Test
    default void push_afterItemsInTheMiddleWent_goesOnAtTheEnds(Cache<Object, Object> cache) {
        for (String value : List.of("a", "b", "c")) {
            cache.push(value);
        }
        cache.delete(FIRST + 1);

        assertThat(cache.push("d")).isEqualTo(new QueueKey(null, FIRST + 3));
        assertThat(drain(cache, null, Side.FRONT)).containsExactly("a", "c", "d");
        assertThat(cache.push("e")).as("an empty queue starts anew").isEqualTo(new QueueKey(null, FIRST));
    }

    @Test
    default void push_numbersAtTheirEnd_isRefusedAndChangesNothing(Cache<Object, Object> cache) {
        for (String prefix : Arrays.asList(null, "q")) {
            cache.set(prefix == null ? LAST : "q-999999999999998", "last");
            assertThatThrownBy(() -> cache.push("more", prefix)).isInstanceOf(StoreFullException.class);
            cache.set(prefix == null ? 1L : "q-000000000000001", "first");
            assertThatThrownBy(() -> cache.push("more", prefix, Side.FRONT, none()))
                    .isInstanceOf(StoreFullException.class);
            assertThatThrownBy(() -> cache.push(Samples.large(1), prefix)).isInstanceOf(StoreFullException.class);

            assertThat(drain(cache, prefix, Side.FRONT)).containsExactly("first", "last");
        }
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void push_valueOrPrefixThatCannotBe_isRefused(Cache<Object, Object> cache) {
        assertThatThrownBy(() -> cache.push(new Object())).isInstanceOf(SerializationException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> cache.push("value", "\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.pull("\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.peek("\ud83d"));
        assertThat(cache.size()).isZero();
    }

    // ---- pull

    @Test
    default void pull_bothSides_takesFromEach(Cache<Object, Object> cache) {
        for (String prefix : PREFIXES) {
            for (String value : List.of("a", "b", "c", "d")) {
                cache.push(value, prefix);
            }

            assertThat(cache.pull(prefix, Side.BACK)).contains(item(prefix, FIRST + 3, "d"));
            assertThat(cache.pull(prefix, Side.FRONT)).contains(item(prefix, FIRST, "a"));
            assertThat(cache.pull(prefix)).contains(item(prefix, FIRST + 1, "b"));
            assertThat(cache.pull(prefix, Side.BACK)).contains(item(prefix, FIRST + 2, "c"));
            assertThat(cache.pull(prefix, Side.BACK)).isEmpty();
            assertThat(cache.pull(prefix)).isEmpty();
        }
    }

    @Test
    default void pull_keysThatOnlyLookAlike_areLeftAlone(Cache<Object, Object> cache) {
        List<Object> foreign = List.of(
                0L,
                -5L,
                LAST + 1,
                Long.MAX_VALUE,
                500_000_000_000_000.5,
                "500000000000000",
                new byte[] {5},
                "q",
                "q-",
                "q-5",
                "q-5abc",
                "q-50000000000000",
                "q-5000000000000000",
                "q-50000000000000x",
                "q-+00000000000005",
                "q- 00000000000005",
                "q-000000000000000",
                "q-999999999999999",
                "q-\u0665\u0665\u0665\u0665\u0665\u0665\u0665\u0665\u0665\u0665\u0665\u0665\u0665\u0665\u0665",
                "q-1-500000000000000",
                "Q-500000000000000",
                "qq-500000000000000");
        foreign.forEach(key -> cache.set(key, "foreign"));

        for (String prefix : Arrays.asList(null, "q")) {
            assertThat(cache.peek(prefix)).as("queue %s", prefix).isEmpty();
            assertThat(cache.peek(prefix, Side.BACK)).as("queue %s", prefix).isEmpty();
            assertThat(cache.pull(prefix)).as("queue %s", prefix).isEmpty();
            assertThat(cache.pull(prefix, Side.BACK)).as("queue %s", prefix).isEmpty();
            assertThat(cache.push("item", prefix)).isEqualTo(new QueueKey(prefix, FIRST));
            assertThat(cache.push("item", prefix, Side.FRONT, none())).isEqualTo(new QueueKey(prefix, FIRST - 1));
            assertThat(drain(cache, prefix, Side.BACK)).containsExactly("item", "item");
        }
        assertThat(cache.size()).isEqualTo(foreign.size());
        assertThat(cache.pull("q-1").orElseThrow().value()).isEqualTo("foreign");
    }

    // ---- peek

    @Test
    default void peek_bothSides_leavesThemInPlace(Cache<Object, Object> cache) {
        for (String prefix : PREFIXES) {
            for (Object value : List.of("a", "b", "c")) {
                cache.push(value, prefix);
            }
            for (int i = 0; i < 2; i++) {
                assertThat(cache.peek(prefix)).contains(item(prefix, FIRST, "a"));
                assertThat(cache.peek(prefix, Side.FRONT)).contains(item(prefix, FIRST, "a"));
                assertThat(cache.peek(prefix, Side.BACK)).contains(item(prefix, FIRST + 2, "c"));
            }
        }
        assertThat(cache.size()).isEqualTo(3L * PREFIXES.size());
    }

    @Test
    default void peek_expiredItems_arePassedOver(Cache<Object, Object> cache, FakeClock clock) {
        cache.push("expired", "q", Side.BACK, expireAfter(Duration.ofSeconds(1)));
        cache.push("live", "q");
        cache.push("expired", "q", Side.BACK, expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(cache.peek("q").orElseThrow().value()).isEqualTo("live");
        assertThat(cache.peek("q", Side.BACK).orElseThrow().value()).isEqualTo("live");
        assertThat(cache.contains("q-500000000000001")).isTrue();
    }

    @Test
    default void peek_largeItem_canBePeekedAgain(Cache<Object, Object> cache) {
        cache.push(Samples.large(1), "q");

        for (int i = 0; i < 3; i++) {
            assertThat(cache.peek("q").orElseThrow().value()).isEqualTo(Samples.large(1));
        }
        assertThat(cache.pull("q").orElseThrow().value()).isEqualTo(Samples.large(1));
    }

    // ---- several threads

    @Test
    default void queue_byManyThreads_givesEachItemToOneInOrder(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        int items = 60;
        ConcurrentLinkedQueue<Long> pulled = new ConcurrentLinkedQueue<>();
        testbed.threads().race(8, thread -> {
            Cache<Object, Object> mine = thread % 4 < 2 ? cache : other;
            if (thread % 2 == 0) {
                for (int i = 0; i < items; i++) {
                    mine.push((long) thread * items + i, "q");
                }
                return true;
            }
            long[] last = {-1, -1, -1, -1, -1, -1, -1, -1};
            for (int i = 0; i < items; ) {
                Optional<QueueItem<Object>> item = mine.pull("q");
                if (item.isPresent()) {
                    long value = (long) item.get().value();
                    int producer = (int) (value / items);
                    assertThat(value).as("items of one producer in their order").isGreaterThan(last[producer]);
                    last[producer] = value;
                    pulled.add(value);
                    i++;
                }
            }
            return true;
        });

        assertThat(pulled).hasSize(4 * items).doesNotHaveDuplicates();
        assertThat(cache.size()).isZero();
    }

    private static QueueItem<Object> item(@Nullable String prefix, long number, Object value) {
        return new QueueItem<>(new QueueKey(prefix, number), value, null, null);
    }

    private static List<Object> drain(Cache<Object, Object> cache, @Nullable String prefix, Side side) {
        List<Object> drained = new ArrayList<>();
        for (Optional<QueueItem<Object>> next = cache.pull(prefix, side);
                next.isPresent();
                next = cache.pull(prefix, side)) {
            drained.add(next.get().value());
        }
        return drained;
    }
}
