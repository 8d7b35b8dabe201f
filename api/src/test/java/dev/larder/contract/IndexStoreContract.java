package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Index;
import dev.larder.IndexReference;
import dev.larder.QueueItem;
import dev.larder.Undecodable;
import dev.larder.codec.Codec;
import dev.larder.storage.Capability;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Durability;
import dev.larder.storage.Encoded;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Opening, closing, transactions, queues, functions and what is beneath an index. */
public interface IndexStoreContract extends IndexUnderTest {

    @Test
    default void open_mapOrPairs_putsThemBesideWhatIsThere(IndexTestbed testbed) {
        Map<String, Long> map = new LinkedHashMap<>();
        map.put("b", 1L);
        map.put("a", 2L);
        try (Index<Object, Object> index = testbed.builder().open(map)) {
            assertThat(index.keySet()).containsExactly("b", "a");
        }
        try (Index<Object, Object> index = testbed.builder().open(List.of(entry("c", 3L), entry("b", 4L)))) {
            assertThat(List.copyOf(index.entrySet())).containsExactly(entry("b", 4L), entry("a", 2L), entry("c", 3L));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> testbed.builder().open(Map.of(Double.NaN, 1L)));
        assertThat(testbed.open()).hasSize(3);
    }

    @Test
    default void close_thenUse_opensAgainUnlessRefused(Index<Object, Object> index, IndexTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        index.put("a", 1L);
        index.putFirst("b", 2L);
        index.close();
        index.close();
        assertThat(index.keySet()).containsExactly("b", "a");

        Index<Object, Object> once = testbed.open(options -> options.refuseReopening());
        once.close();
        assertThatThrownBy(() -> once.get("a")).isInstanceOf(StoreClosedException.class);
        assertThatIllegalStateException().isThrownBy(() -> index.transact(tx -> index.close()));
    }

    @Test
    default void open_withOtherCodecs_isRefusedNamingBoth(IndexTestbed testbed) {
        testbed.open(options -> options.keys(Codec.string()).values(Codec.int64()))
                .put("a", 1L);

        assertThatIllegalStateException()
                .isThrownBy(testbed::open)
                .withMessageContaining(Codec.string().name())
                .withMessageContaining(Codec.natives().name())
                .withMessageContaining("index");
        assertThat(testbed.open(options -> options.keys(Codec.string()).values(Codec.int64())))
                .isEqualTo(Map.of("a", 1L));
    }

    @Test
    default void open_settings_neverEvict(IndexTestbed testbed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> testbed.builder().with(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_USED))
                .withMessageContaining("LEAST_RECENTLY_USED");
        Index<Object, Object> index = testbed.open(options -> options.with(Setting.SIZE_LIMIT, 1L));
        assertThat(index.cache().settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.NONE);
        // what a program of another kind might do
        testbed.openStore()
                .changeSettings(
                        Settings.defaults().with(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_STORED),
                        Wait.FOREVER);
        for (long i = 0; i < 200; i++) {
            index.put(i, Samples.large(1));
        }

        assertThat(index.cache().cull()).isZero();
        assertThat(index).hasSize(200);
    }

    @Test
    default void transact_work_isAllOrNothing(Index<Object, Object> index) {
        index.put("a", 1L);
        IllegalStateException failure = new IllegalStateException("undo");
        assertThatThrownBy(() -> index.transact(tx -> {
                    tx.putFirst("b", 2L);
                    index.remove("a");
                    tx.reversed().putFirst("c", 3L);
                    tx.sorted().put("d", 4L);
                    tx.push("item", "q");
                    assertThat(index).hasSize(4);
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(index).isEqualTo(Map.of("a", 1L));

        Object moved = index.transactResult(tx -> {
            tx.putLast("from", tx.remove("a"));
            return tx.get("from");
        });
        assertThat(moved).isEqualTo(1L);
        assertThat(index).isEqualTo(Map.of("from", 1L));
    }

    @Test
    default void timeout_whileAnotherWrites_isThrown(Index<Object, Object> index, IndexTestbed testbed) {
        testbed.require(Capability.SINGLE_WRITER);
        Index<Object, Object> hasty = testbed.open(options -> options.timeout(Duration.ofMillis(20)));
        index.transact(tx -> {
            tx.put("held", 1L);
            testbed.threads().run(() -> {
                assertThatExceptionOfType(LarderTimeoutException.class).isThrownBy(() -> hasty.put("a", 1L));
                assertThatExceptionOfType(LarderTimeoutException.class).isThrownBy(() -> hasty.putFirst("a", 1L));
                assertThat(hasty.get("held")).isNull();
                return true;
            });
        });
        assertThat(hasty.keySet()).containsExactly("held");
    }

    @Test
    default void queues_pushedValues_arePulledInOrder(Index<Object, Object> index) {
        index.push("b");
        index.push("a", null, Side.FRONT);
        index.push("x", "q");

        assertThat(index.peek().map(QueueItem::value)).contains("a");
        assertThat(index.pull(null, Side.BACK).map(QueueItem::value)).contains("b");
        assertThat(index.pull().map(QueueItem::value)).contains("a");
        assertThat(index.pull()).isEmpty();
        assertThat(index.peek("q", Side.BACK).map(QueueItem::value)).contains("x");
        assertThat(index.keySet()).containsExactly("q-500000000000000");
        assertThat(index.pull("q").map(QueueItem::value)).contains("x");
        assertThat(index).isEmpty();
    }

    @Test
    default void memoize_function_runsOncePerArgument(Index<Object, Object> index, IndexTestbed testbed) {
        AtomicInteger runs = new AtomicInteger();
        var doubled = index.memoize("double").function((Long x) -> {
            runs.incrementAndGet();
            return 2 * x;
        });
        assertThat(doubled.apply(4L)).isEqualTo(8L);
        assertThat(doubled.apply(4L)).isEqualTo(8L);
        var elsewhere = testbed.open().memoize("double").function((Long x) -> -1L);
        assertThat(elsewhere.apply(4L)).isEqualTo(8L);

        assertThat(runs).hasValue(1);
        assertThat(index.cache().size()).isEqualTo(1);
    }

    @Test
    default void cache_beneath_showsTheSameEntries(Index<Object, Object> index, IndexTestbed testbed) {
        index.put("a", Samples.large(1));
        index.cache().set("b", 2L, expireAfter(Duration.ofSeconds(1)));

        assertThat(index.get("b")).isEqualTo(2L);
        assertThat(index.cache().entry("a").orElseThrow().size()).isEqualTo(Samples.large(1).length);
        assertThat(index.directory()).isEqualTo(index.cache().directory());
        testbed.clock().advanceSeconds(1);
        assertThat(index.get("b")).isNull();
        assertThat(index.keySet()).containsExactly("a");
        assertThat(index.sorted().lastKey()).isEqualTo("a");
        assertThat(index.lastEntry().getKey()).isEqualTo("a");
    }

    @Test
    default void undecodable_entries_failOrAreAbsent(Index<Object, Object> index, IndexTestbed testbed) {
        index.put("a", 1L);
        Encoded strange = new Encoded(Scalar.of(new byte[] {1}), 99);
        for (Key key : List.of(Key.of("0"), Key.of("strange"))) {
            Store store = testbed.openStore();
            store.store(key, Item.of(strange), Condition.always(), null, Cull.NONE, Wait.FOREVER);
        }
        Index<Object, Object> lenient = testbed.open(options -> options.undecodable(Undecodable.MISS));

        assertThatThrownBy(index::lastEntry)
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("strange");
        assertThatThrownBy(index::pollLastEntry).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> index.putFirst("strange", 1L)).isInstanceOf(SerializationException.class);
        assertThat(lenient.lastEntry()).isEqualTo(entry("a", 1L));
        assertThat(lenient.sorted().firstEntry()).isEqualTo(entry("a", 1L));
        assertThat(lenient.keySet()).hasSize(3);
        assertThat(lenient.values()).hasSize(3).containsExactly(1L);
        assertThat(lenient.pollLastEntry()).isEqualTo(entry("a", 1L));
        assertThat(lenient.pollLastEntry()).isNull();
        assertThat(index.count()).isEqualTo(2);
    }

    @Test
    default void reference_sentAndOpened_isTheSameIndex(IndexTestbed testbed) throws Exception {
        Index<String, Long> index = testbed.open(options -> options.keys(Codec.string())
                .values(Codec.int64())
                .durability(Durability.FULL)
                .timeout(Duration.ofSeconds(9))
                .refuseReopening());
        testbed.require(Capability.PERSISTENT);
        index.put("a", 1L);
        index.putFirst("b", 2L);

        Index<String, Long> elsewhere = sent(index.reference()).open();
        try (elsewhere) {
            assertThat(elsewhere.equalsInOrder(index)).isTrue();
            elsewhere.putFirst("c", 3L);
            assertThat(index.firstEntry()).isEqualTo(entry("c", 3L));
            assertThat(elsewhere.directory()).isEqualTo(index.directory());
        }
        assertThatThrownBy(() -> elsewhere.get("a")).isInstanceOf(StoreClosedException.class);
    }

    @Test
    default void reference_codecThatCannotTravel_isRefusedByName(IndexTestbed testbed) {
        Index<Object, String> secret =
                testbed.open(options -> options.values(Codec.string().encrypted(CodecContract.SECRET)));

        assertThatIllegalStateException()
                .isThrownBy(secret::reference)
                .withMessageContaining(
                        Codec.string().encrypted(CodecContract.SECRET).name());
    }

    @SuppressWarnings("unchecked")
    private static <K, V> IndexReference<K, V> sent(IndexReference<K, V> reference)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(reference);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (IndexReference<K, V>) in.readObject();
        }
    }

    @Test
    default void durabilityFull_entries_areThereInAnotherIndex(IndexTestbed testbed) {
        Index<Object, Object> index = testbed.open(options -> options.durability(Durability.FULL));
        index.put("a", Samples.large(1));
        index.putFirst("b", 1L);

        assertThat(testbed.open().keySet()).containsExactly("b", "a");
    }
}
