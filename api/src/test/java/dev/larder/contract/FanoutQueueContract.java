package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.QueueItem;
import dev.larder.QueueKey;
import dev.larder.WriteOptions;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Queues whose items lie where their keys say, in one store or another. */
public interface FanoutQueueContract extends CacheUnderTest {

    @Test
    default void queue_manyItems_areInOrderFromBothEnds(Cache<Object, Object> cache) {
        for (String prefix : new String[] {null, "q", "q-1"}) {
            List<Object> expected = new ArrayList<>();
            for (long i = 0; i < 40; i++) {
                cache.push(i, prefix);
                expected.add(i);
            }
            for (long i = -1; i > -10; i--) {
                cache.push(i, prefix, Side.FRONT, WriteOptions.none());
                expected.add(0, i);
            }
            assertThat(cache.peek(prefix, Side.FRONT).orElseThrow().value()).isEqualTo(-9L);
            assertThat(cache.peek(prefix, Side.BACK).orElseThrow().value()).isEqualTo(39L);
            assertThat(cache.pull(prefix, Side.BACK).orElseThrow().value()).isEqualTo(39L);
            expected.remove(expected.size() - 1);

            List<Object> pulled = new ArrayList<>();
            for (Optional<QueueItem<Object>> item = cache.pull(prefix); item.isPresent(); item = cache.pull(prefix)) {
                pulled.add(item.get().value());
            }
            assertThat(pulled).isEqualTo(expected);
            assertThat(cache.size()).isZero();
        }
    }

    @Test
    default void push_everyItem_isFoundByItsKey(Cache<Object, Object> cache) {
        for (long i = 0; i < 20; i++) {
            QueueKey named = cache.push(i, "q");
            QueueKey plain = cache.push(i);

            assertThat(named.number()).isEqualTo(Sequence.FIRST_NUMBER + i);
            assertThat(cache.get("q-" + named.number())).isEqualTo(i);
            assertThat(cache.get(plain.number())).isEqualTo(i);
        }
    }

    @Test
    default void push_numberTakenByAFloatingKey_takesTheNext(Cache<Object, Object> cache) {
        cache.set((double) Sequence.FIRST_NUMBER, "not an item");
        cache.set((double) (Sequence.FIRST_NUMBER + 1), "not an item");

        assertThat(cache.push("item").number()).isEqualTo(Sequence.FIRST_NUMBER + 2);
        assertThat(cache.pull().orElseThrow().value()).isEqualTo("item");
        assertThat(cache.pull()).isEmpty();
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    default void push_atTheEndOfTheNumbers_isRefused(Cache<Object, Object> cache) {
        cache.set(Sequence.LAST_NUMBER, "last");
        cache.set(1L, "first");

        for (Side side : Side.values()) {
            assertThatThrownBy(() -> cache.push("item", null, side, WriteOptions.none()))
                    .isInstanceOf(StoreFullException.class)
                    .hasMessageContaining(side == Side.BACK ? "back" : "front");
        }
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    default void pull_expiredItemsOnTheWay_arePassedOver(Cache<Object, Object> cache, FakeClock clock) {
        for (long i = 0; i < 30; i++) {
            cache.push(i, "q", Side.BACK, i % 3 == 2 ? WriteOptions.none() : expireAfter(Duration.ofSeconds(1)));
        }
        clock.advanceSeconds(1);

        List<Object> pulled = new ArrayList<>();
        for (Optional<QueueItem<Object>> item = cache.pull("q"); item.isPresent(); item = cache.pull("q")) {
            assertThat(item.get().key().prefix()).isEqualTo("q");
            pulled.add(item.get().value());
        }
        assertThat(pulled).containsExactly(2L, 5L, 8L, 11L, 14L, 17L, 20L, 23L, 26L, 29L);
        assertThat(cache.size()).as("expired ones are gone too").isZero();
    }

    @Test
    default void pushAndPull_byManyThreads_deliverEachItemOnce(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        List<List<Object>> pulled = testbed.threads().race(4, thread -> {
            Cache<Object, Object> mine = thread % 2 == 0 ? cache : other;
            List<Object> own = new ArrayList<>();
            for (long i = 0; i < 25; i++) {
                mine.push(thread * 100L + i, "q");
                mine.pull("q").ifPresent(item -> own.add(item.value()));
            }
            return own;
        });

        assertThat(pulled.stream().flatMap(List::stream)).hasSize(100).doesNotHaveDuplicates();
        assertThat(cache.size()).isZero();
    }
}
