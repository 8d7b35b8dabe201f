package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Counter;
import dev.larder.storage.SerializationException;
import org.junit.jupiter.api.Test;

/** {@link Counter}. */
public interface CounterRecipeContract extends CacheUnderTest {

    @Test
    default void counter_ofAnAbsentKey_isZero(Cache<Object, Object> cache) {
        Counter counter = Counter.in(cache, "key");

        assertThat(counter.get()).isZero();
        assertThat(counter.getAndReset()).isZero();
        assertThat(cache.contains("key")).isFalse();
    }

    @Test
    default void counter_counted_isAnIntegerUnderItsKey(Cache<Object, Object> cache) {
        Counter counter = Counter.in(cache, "key");

        assertThat(counter.incrementAndGet()).isEqualTo(1);
        assertThat(counter.addAndGet(41)).isEqualTo(42);
        assertThat(counter.decrementAndGet()).isEqualTo(41);
        assertThat(cache.get("key")).isEqualTo(41L);
        cache.increment("key");
        assertThat(Counter.in(cache, "key").get()).isEqualTo(42);
    }

    @Test
    default void counter_set_isThat(Cache<Object, Object> cache) {
        Counter counter = Counter.in(cache, "key");
        counter.set(7);

        assertThat(counter.compareAndSet(6, 8)).isFalse();
        assertThat(counter.compareAndSet(7, 9)).isTrue();
        assertThat(counter.getAndReset()).isEqualTo(9);
        assertThat(counter.get()).isZero();
        assertThat(counter.compareAndSet(0, 1)).isTrue();
        assertThat(counter.get()).isEqualTo(1);
    }

    @Test
    default void add_beyond64Bits_isRefusedAndChangesNothing(Cache<Object, Object> cache) {
        Counter counter = Counter.in(cache, "key");
        counter.set(Long.MAX_VALUE);

        assertThatThrownBy(counter::incrementAndGet).isInstanceOf(ArithmeticException.class);
        assertThat(counter.get()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    default void counter_keyOfSomethingElse_isRefusedAndStays(Cache<Object, Object> cache) {
        cache.set("key", "something else");
        Counter counter = Counter.in(cache, "key");

        assertThatThrownBy(counter::get)
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'key'");
        assertThatThrownBy(counter::incrementAndGet).isInstanceOf(SerializationException.class);
        assertThatThrownBy(counter::getAndReset).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> counter.compareAndSet(0, 1)).isInstanceOf(SerializationException.class);
        assertThat(cache.get("key")).isEqualTo("something else");
    }

    @Test
    default void count_byManyThreads_losesNothing(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        testbed.threads().race(8, thread -> {
            Counter counter = Counter.in(thread % 2 == 0 ? cache : other, "key");
            for (int i = 0; i < 25; i++) {
                counter.incrementAndGet();
                long seen = counter.get();
                while (!counter.compareAndSet(seen, seen + 1)) {
                    seen = counter.get();
                }
            }
            return true;
        });

        assertThat(Counter.in(cache, "key").get()).isEqualTo(400);
    }
}
