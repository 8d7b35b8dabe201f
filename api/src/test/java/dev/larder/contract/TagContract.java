package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.Cache;
import dev.larder.WriteOptions;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import dev.larder.storage.contract.FakeClock;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tags, and eviction by them. */
public interface TagContract extends CacheUnderTest {

    @Test
    default void tag_everyNativeType_comesBackAndEvicts(Cache<Object, Object> cache) {
        List<Object> tags = Samples.natives();
        for (int i = 0; i < tags.size(); i++) {
            cache.set("key" + i, (long) i, tagged(tags.get(i)));
        }

        for (int i = 0; i < tags.size(); i++) {
            assertThat(cache.entry("key" + i).orElseThrow().tag())
                    .as("tag %d", i)
                    .isEqualTo(tags.get(i));
        }
        for (int i = 0; i < tags.size(); i++) {
            assertThat(cache.evict(tags.get(i))).as("tag %d", i).isEqualTo(1);
            assertThat(cache.contains("key" + i)).isFalse();
            assertThat(cache.size()).isEqualTo(tags.size() - i - 1);
        }
    }

    @Test
    default void tag_smallerNumbersAndBooleans_comeBackWide(Cache<Object, Object> cache) {
        cache.set("int", 1L, tagged(7));
        cache.set("short", 1L, tagged((short) 7));
        cache.set("byte", 1L, tagged((byte) 7));
        cache.set("float", 1L, tagged(0.5f));
        cache.set("true", 1L, tagged(true));
        cache.set("false", 1L, tagged(false));

        assertThat(cache.entry("int").orElseThrow().tag()).isEqualTo(7L);
        assertThat(cache.entry("short").orElseThrow().tag()).isEqualTo(7L);
        assertThat(cache.entry("byte").orElseThrow().tag()).isEqualTo(7L);
        assertThat(cache.entry("float").orElseThrow().tag()).isEqualTo(0.5);
        assertThat(cache.entry("true").orElseThrow().tag()).isEqualTo(1L);
        assertThat(cache.entry("false").orElseThrow().tag()).isEqualTo(0L);
    }

    @Test
    default void tag_ofOtherTypesOrWithoutForm_isRefused(Cache<Object, Object> cache) {
        cache.set("key", "value", tagged("tag"));
        for (Object tag : List.of(BigInteger.TEN, List.of(), Double.NaN, Float.NaN, "\ud83d")) {
            assertThatIllegalArgumentException().as("%s", tag).isThrownBy(() -> tagged(tag));
            assertThatIllegalArgumentException()
                    .as("%s", tag)
                    .isThrownBy(() -> expireAfter(Duration.ZERO).tag(tag));
            assertThatIllegalArgumentException().as("%s", tag).isThrownBy(() -> cache.evict(tag));
        }
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void tag_arrayChangedAfterwards_staysAsItWas(Cache<Object, Object> cache) {
        byte[] tag = {1, 2};
        WriteOptions options = tagged(tag);
        tag[0] = 9;
        cache.set("key", "value", options);

        assertThat(cache.entry("key").orElseThrow().tag()).isEqualTo(new byte[] {1, 2});
        ((byte[]) cache.entry("key").orElseThrow().tag())[0] = 9;
        assertThat(cache.evict(new byte[] {1, 2})).isEqualTo(1);
    }

    @Test
    default void options_combinedInAnyWay_areImmutable() {
        WriteOptions expiring = expireAfter(Duration.ofSeconds(1));
        WriteOptions both = expiring.tag("a");

        assertThat(both).isNotSameAs(expiring);
        assertThat(both.tag("b")).isNotSameAs(both);
        assertThat(WriteOptions.none()).isSameAs(WriteOptions.none());
    }

    @Test
    default void tag_byEveryWayOfWriting_isKept(Cache<Object, Object> cache) {
        WriteOptions options = tagged("tag");
        cache.set("set", 1L, options);
        cache.add("add", 1L, options);
        cache.write("write", Source.of((byte) 1), options);
        cache.set("replace", 1L);
        cache.replace("replace", 2L, options);
        cache.set("compareAndSet", 1L);
        cache.compareAndSet("compareAndSet", 1L, 2L, options);
        cache.setAll(Map.of("setAll", 1L), options);
        cache.push(1L, "queue", Side.BACK, options);

        assertThat(cache.evict("tag")).isEqualTo(7);
        assertThat(cache.size()).isZero();
    }

    // ---- evict

    @Test
    default void evict_numbersOfEqualValue_areOneTag(Cache<Object, Object> cache) {
        cache.set("integer", 1L, tagged(1));
        cache.set("floating", 1L, tagged(1.0));
        cache.set("boolean", 1L, tagged(true));
        cache.set("two", 1L, tagged(2));

        assertThat(cache.evict(1.0)).isEqualTo(3);
        assertThat(Listings.keys(cache)).containsExactly("two");
    }

    @Test
    default void evict_textAndBytes_areTwoTags(Cache<Object, Object> cache) {
        cache.set("text", 1L, tagged("x"));
        cache.set("bytes", 1L, tagged(new byte[] {'x'}));
        cache.set("digit", 1L, tagged("1"));
        cache.set("number", 1L, tagged(1));

        assertThat(cache.evict("x")).isEqualTo(1);
        assertThat(cache.evict("1")).isEqualTo(1);
        assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("bytes", "number");
    }

    @Test
    default void evict_untaggedEntries_stay(Cache<Object, Object> cache) {
        cache.set("untagged", 1L);
        cache.set("tagged", 1L, tagged(""));

        assertThat(cache.evict("tag")).isZero();
        assertThat(cache.evict(0)).isZero();
        assertThat(cache.evict("")).isEqualTo(1);
        assertThat(Listings.keys(cache)).containsExactly("untagged");
    }

    @Test
    default void evict_expiredEntries_goAndCountToo(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("live", 1L, tagged("tag"));
        cache.set(
                "expired", Samples.large(1), expireAfter(Duration.ofSeconds(1)).tag("tag"));
        clock.advanceSeconds(2);

        assertThat(cache.evict("tag")).isEqualTo(2);
        assertThat(cache.size()).isZero();
        assertThat(cache.fileBytes()).isZero();
    }

    // ---- the index

    @Test
    default void tagIndex_onOrOff_evictsTheSame(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options -> options.tagIndex(true));
        assertThat(cache.settings().get(Setting.TAG_INDEX)).isTrue();
        requireEvictions(cache);

        cache.configure(Setting.TAG_INDEX, false);
        assertThat(cache.settings().get(Setting.TAG_INDEX)).isFalse();
        requireEvictions(cache);

        cache.configure(Setting.TAG_INDEX, true);
        cache.configure(Setting.TAG_INDEX, true);
        requireEvictions(cache);
    }

    @Test
    default void tagIndex_madeOverEntries_knowsThem(Cache<Object, Object> cache) {
        fill(cache);
        cache.configure(Setting.TAG_INDEX, true);
        requireEvicted(cache);

        fill(cache);
        cache.configure(Setting.TAG_INDEX, false);
        requireEvicted(cache);
    }

    @Test
    default void tagIndex_chosenAtOpening_isMadeAndDropped(Cache<Object, Object> cache, CacheTestbed testbed) {
        fill(cache);
        Cache<Object, Object> indexed = testbed.open(options -> options.tagIndex(true));
        assertThat(indexed.settings().get(Setting.TAG_INDEX)).isTrue();
        requireEvicted(indexed);

        fill(cache);
        Cache<Object, Object> plain = testbed.open(options -> options.tagIndex(false));
        assertThat(plain.settings().get(Setting.TAG_INDEX)).isFalse();
        requireEvicted(plain);
    }

    @Test
    default void tagIndex_notSaidAtOpening_staysAsItIs(CacheTestbed testbed) {
        testbed.open(options -> options.tagIndex(true));

        assertThat(testbed.open().settings().get(Setting.TAG_INDEX)).isTrue();
    }

    private static void requireEvictions(Cache<Object, Object> cache) {
        fill(cache);
        requireEvicted(cache);
    }

    private static void fill(Cache<Object, Object> cache) {
        cache.clear();
        for (int i = 0; i < 30; i++) {
            cache.set(i, (long) i, tagged(List.of("a", 5L, new byte[] {1}).get(i % 3)));
        }
        cache.set("untagged", 1L);
    }

    private static void requireEvicted(Cache<Object, Object> cache) {
        assertThat(cache.evict("a")).isEqualTo(10);
        assertThat(cache.evict(5)).isEqualTo(10);
        assertThat(cache.evict(new byte[] {1})).isEqualTo(10);
        assertThat(Listings.keys(cache)).containsExactly("untagged");
    }
}
