package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.SlowOperation;
import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How caches are opened: {@link CacheBuilder}. */
public interface BuilderContract extends CacheUnderTest {

    @Test
    default void builder_everyMethod_leavesItAsItWas(CacheTestbed testbed) {
        CacheBuilder<Object, Object> builder = testbed.builder();
        for (UnaryOperator<CacheBuilder<Object, Object>> change : List.<UnaryOperator<CacheBuilder<Object, Object>>>of(
                options -> options.with(Setting.CULL_LIMIT, 3L),
                options -> options.sizeLimit(5),
                options -> options.evictionPolicy(EvictionPolicy.NONE),
                options -> options.statistics(true),
                options -> options.tagIndex(true),
                options -> options.timeout(Duration.ofSeconds(1)),
                options -> options.durability(Durability.FULL),
                CacheBuilder::exactAccess,
                CacheBuilder::allowNetworkFileSystem,
                CacheBuilder::refuseReopening,
                options -> options.checkGracePeriod(Duration.ZERO),
                options -> options.slowOperations(Duration.ZERO, SlowOperation::log),
                options -> options.removalListener(removal -> {}))) {
            assertThat(change.apply(builder)).isNotSameAs(builder);
        }
        Cache<Object, Object> cache = testbed.open(unchanged -> builder);
        assertThat(cache.settings().get(Setting.CULL_LIMIT)).isEqualTo(10);
        assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1L << 30);
        cache.close();
        assertThat(cache.size()).isZero();
    }

    @Test
    default void builder_shorthands_areSettings(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options -> options.sizeLimit(7_000_000)
                .evictionPolicy(EvictionPolicy.LEAST_RECENTLY_USED)
                .statistics(true)
                .tagIndex(true));

        assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(7_000_000);
        assertThat(cache.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.LEAST_RECENTLY_USED);
        assertThat(cache.settings().get(Setting.STATISTICS)).isTrue();
        assertThat(cache.settings().get(Setting.TAG_INDEX)).isTrue();
    }

    @Test
    default void builder_limitsThatCannotBe_areRefused(CacheTestbed testbed) {
        CacheBuilder<Object, Object> builder = testbed.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.sizeLimit(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.checkGracePeriod(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
    }

    @Test
    default void clock_ofTheBuilder_isTheOneOfTheCache(CacheTestbed testbed) {
        Instant then = Instant.parse("2001-02-03T04:05:06Z");
        Cache<Object, Object> cache = testbed.open(options -> options.clock(InstantSource.fixed(then)));
        cache.set("key", "value");

        assertThat(cache.entry("key").orElseThrow().storeTime()).isEqualTo(then);
    }

    @Test
    default void durability_full_storesAndReadsAsUsual(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options -> options.durability(Durability.FULL));
        cache.set("row", "value");
        cache.set("file", Samples.large(1));
        cache.set("file", Samples.large(2));
        cache.transact(tx -> tx.delete("row"));

        assertThat(cache.get("file")).isEqualTo(Samples.large(2));
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void codecs_notSaid_areNative(CacheTestbed testbed) {
        Cache<Object, Object> natives = testbed.open();
        Cache<Object, Object> said =
                testbed.open(options -> options.keys(Codec.natives()).values(Codec.natives()));
        natives.set(1L, 2.5);

        assertThat(said.get(1L)).isEqualTo(2.5);
    }
}
