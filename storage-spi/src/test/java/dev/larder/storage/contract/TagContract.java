package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.change;
import static dev.larder.storage.contract.Shorthand.keys;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.purge;
import static dev.larder.storage.contract.Shorthand.purgeAll;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.tagged;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.textKeys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Cull;
import dev.larder.storage.Expiry;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Setting;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows with tags: {@link Selection.Tagged}, {@link Setting#TAG_INDEX}. */
public interface TagContract extends StorageUnderTest {

    @Test
    default void purgeTagged_everyScalar_removesItsRowsAlone(Store store) {
        List<Scalar> tags = Samples.scalars();
        for (boolean indexed : new boolean[] {false, true}) {
            change(store, Setting.TAG_INDEX, indexed);
            for (int i = 0; i < tags.size(); i++) {
                put(store, Key.of(i), tagged(number(i), tags.get(i)));
            }
            put(store, Key.of(-1), tagged(text("no tag"), null));

            for (int i = 0; i < tags.size(); i++) {
                assertThat(purgeAll(store, new Selection.Tagged(tags.get(i)), 10))
                        .as("rows with tag %s, indexed: %s", tags.get(i), indexed)
                        .isEqualTo(1);
                assertThat(Shorthand.row(store, Key.of(i))).isNull();
            }
            assertThat(keys(store)).containsExactly(Key.of(-1));
        }
    }

    @Test
    default void purgeTagged_integerAndFloatOfEqualValue_areOneTag(Store store) {
        for (boolean indexed : new boolean[] {false, true}) {
            change(store, Setting.TAG_INDEX, indexed);
            put(store, "integer", tagged(number(1), Scalar.of(1L)));
            put(store, "floating", tagged(number(1), Scalar.of(1.0)));
            put(store, "text", tagged(number(1), Scalar.of("1")));
            put(store, "bytes", tagged(number(1), Scalar.of(new byte[] {'1'})));
            assertThat(purgeAll(store, new Selection.Tagged(Scalar.of(1.0)), 10))
                    .isEqualTo(2);
            assertThat(textKeys(store)).containsExactly("text", "bytes");

            put(store, "integer", tagged(number(1), Scalar.of(1L)));
            put(store, "floating", tagged(number(1), Scalar.of(1.0)));
            assertThat(purgeAll(store, new Selection.Tagged(Scalar.of(1L)), 10)).isEqualTo(2);
            assertThat(purgeAll(store, new Selection.Tagged(Scalar.of("1")), 10))
                    .isEqualTo(1);
            assertThat(textKeys(store)).containsExactly("bytes");
            purgeAll(store, new Selection.Tagged(Scalar.of(new byte[] {'1'})), 10);
        }
    }

    @Test
    default void purgeTagged_integersBeyondTheExactFloats_areComparedExactly(Store store) {
        put(store, "even", tagged(number(1), Scalar.of(Samples.EXACT)));
        put(store, "odd", tagged(number(1), Scalar.of(Samples.EXACT + 1)));

        assertThat(purgeAll(store, new Selection.Tagged(Scalar.of((double) Samples.EXACT)), 10))
                .isEqualTo(1);
        assertThat(textKeys(store)).containsExactly("odd");
    }

    @Test
    default void purgeTagged_zerosOfAllKinds_areOneTag(Store store) {
        put(store, "negative", tagged(number(1), Scalar.of(-0.0)));
        put(store, "positive", tagged(number(1), Scalar.of(0.0)));
        put(store, "integer", tagged(number(1), Scalar.of(0L)));

        assertThat(purgeAll(store, new Selection.Tagged(Scalar.of(0L)), 10)).isEqualTo(3);
    }

    @Test
    default void purgeTagged_manyRows_removesAllInExactBatches(Store store) {
        Map<Key, Item> items = new LinkedHashMap<>();
        for (int i = 0; i < 250; i++) {
            items.put(Key.of(i), tagged(number(i), Scalar.of(i % 2 == 0 ? "even" : "odd")));
        }
        store.storeAll(items, Cull.NONE, PATIENT);

        assertThat(purge(store, new Selection.Tagged(Scalar.of("even")), 100)).startsWith(100, 25);
        assertThat(store.count()).isEqualTo(125);
        assertThat(purge(store, new Selection.Tagged(Scalar.of("odd")), 200)).startsWith(125);
        assertThat(store.count()).isZero();
    }

    @Test
    default void purgeTagged_expiredAndLargeRows_removesThemToo(Store store, FakeClock clock) {
        put(store, "expired", new Item(text("1"), Expiry.after(Duration.ofSeconds(1)), Scalar.of("tag")));
        put(store, "large", tagged(bytes(noise(50_000, 1)), Scalar.of("tag")));
        put(store, "other", lasting(text("1"), Duration.ofSeconds(1)));
        clock.advanceSeconds(5);

        assertThat(purgeAll(store, new Selection.Tagged(Scalar.of("tag")), 10)).isEqualTo(2);
        assertThat(textKeys(store)).containsExactly("other");
    }

    @Test
    default void purgeTagged_afterTheTagHasChanged_goesByTheNewOne(Store store) {
        put(store, "key", tagged(text("1"), Scalar.of("old")));
        put(store, "key", tagged(text("1"), Scalar.of("new")));

        assertThat(purgeAll(store, new Selection.Tagged(Scalar.of("old")), 10)).isZero();
        assertThat(purgeAll(store, new Selection.Tagged(Scalar.of("new")), 10)).isEqualTo(1);
    }

    @Test
    default void tag_notANumber_isRefused(Store store) {
        assertThatThrownBy(() -> put(store, "key", tagged(text("1"), Scalar.of(Double.NaN))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.count()).isZero();
    }

    @Test
    default void tagIndex_madeAndDroppedOverRows_changesNoResult(Store store) {
        for (int i = 0; i < 30; i++) {
            put(store, "key" + i, tagged(number(i), Scalar.of((long) (i % 3))));
        }
        change(store, Setting.TAG_INDEX, true);
        assertThat(purgeAll(store, new Selection.Tagged(Scalar.of(0L)), 4)).isEqualTo(10);
        change(store, Setting.TAG_INDEX, false);
        assertThat(purgeAll(store, new Selection.Tagged(Scalar.of(1L)), 4)).isEqualTo(10);
        assertThat(store.count()).isEqualTo(10);
    }
}
