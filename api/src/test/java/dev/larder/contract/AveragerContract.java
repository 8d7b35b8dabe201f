package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.internal.pickle.Tuple;
import dev.larder.recipe.Averager;
import dev.larder.storage.SerializationException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** {@link Averager}, and what all recipes refuse. */
public interface AveragerContract extends CacheUnderTest {

    @Test
    default void average_ofSomeNumbers_isKeptUntilPopped(Cache<Object, Object> cache) {
        Averager latency = Averager.in(cache, "latency");
        assertThat(latency.get()).isEmpty();

        latency.add(0.08);
        latency.add(0.12);
        assertThat(latency.get()).hasValue(0.1);
        latency.add(0.16);
        assertThat(Averager.in(cache, "latency").pop()).hasValue(0.12);
        assertThat(latency.get()).isEmpty();
        assertThat(latency.pop()).isEmpty();
    }

    @Test
    default void average_seenByPython_isTotalAndCount(Cache<Object, Object> cache) {
        Averager average = Averager.in(cache, "key");
        average.add(2);
        average.add(5);
        RecipeRow row = RecipeRow.of(cache, "key");

        assertThat(row.unpickled()).isEqualTo(Tuple.of(7.0, 2L));
        row.pickle(12L, 3L);
        assertThat(average.get()).as("Python keeps a total that is an integer").hasValue(4);
        row.pickle(0.0, 0L);
        assertThat(average.get()).isEmpty();
    }

    @Test
    default void add_infiniteOrNaN_isRefused(Cache<Object, Object> cache) {
        Averager average = Averager.in(cache, "key");
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> average.add(value));
        }
        assertThat(average.get()).isEmpty();
    }

    @Test
    default void average_keyOfSomethingElse_isRefusedAndStays(Cache<Object, Object> cache) {
        cache.set("key", "something else");
        Averager average = Averager.in(cache, "key");

        assertThatThrownBy(() -> average.add(1))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'key'");
        assertThatThrownBy(average::get).isInstanceOf(SerializationException.class);
        assertThatThrownBy(average::pop).isInstanceOf(SerializationException.class);
        assertThat(cache.get("key")).isEqualTo("something else");
        RecipeRow.of(cache, "key").pickle("1", 1L);
        assertThatThrownBy(average::get).isInstanceOf(SerializationException.class);
    }

    @Test
    default void add_byManyThreads_losesNothing(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        testbed.threads().race(8, thread -> {
            Averager average = Averager.in(thread % 2 == 0 ? cache : other, "key");
            for (int i = 0; i < 25; i++) {
                average.add(thread);
            }
            return true;
        });

        assertThat(RecipeRow.of(cache, "key").unpickled()).isEqualTo(Tuple.of(700.0, 200L));
    }

    @Test
    default void in_cacheThatIsNotLarders_isRefused() {
        Cache<?, ?> foreign = (Cache<?, ?>) Proxy.newProxyInstance(
                Cache.class.getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> null);
        @SuppressWarnings("unchecked") // it is never used
        Cache<Object, Object> cache = (Cache<Object, Object>) foreign;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Averager.in(cache, "key"))
                .withMessageContaining(foreign.getClass().getName());
    }
}
