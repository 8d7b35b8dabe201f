package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.larder.Deque;
import dev.larder.DequeBuilder;
import dev.larder.DequeReference;
import dev.larder.codec.Codec;
import dev.larder.storage.Capability;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Durability;
import dev.larder.storage.Encoded;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Opening and closing deques, and what their stores remember. */
public interface DequeOpeningContract extends DequeUnderTest {

    @Test
    default void builder_everyMethod_leavesItAsItWas(DequeTestbed testbed) {
        DequeBuilder<Object> builder = testbed.builder();
        for (UnaryOperator<DequeBuilder<Object>> change : List.<UnaryOperator<DequeBuilder<Object>>>of(
                options -> options.maximumLength(3),
                options -> options.capacity(3),
                options -> options.timeout(Duration.ofSeconds(1)),
                options -> options.durability(Durability.FULL),
                DequeBuilder::allowNetworkFileSystem,
                DequeBuilder::refuseReopening,
                options -> options.checkGracePeriod(Duration.ZERO))) {
            assertThat(change.apply(builder)).isNotSameAs(builder);
        }
        Deque<Object> deque = testbed.closing(builder.open());
        assertThat(deque.maximumLength()).isEmpty();
        assertThat(deque.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
        deque.close();
        assertThat(deque.size()).isZero();
    }

    @Test
    default void builder_whatCannotBe_isRefused(DequeTestbed testbed) {
        DequeBuilder<Object> builder = testbed.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maximumLength(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.capacity(0))
                .withMessageContaining("0");
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.capacity(1).maximumLength(1))
                .withMessageContaining("capacity");
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.maximumLength(1).capacity(1))
                .withMessageContaining("maximum length");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ofNanos(-1)));
    }

    @Test
    default void durability_full_storesAndReadsAsUsual(DequeTestbed testbed) {
        Deque<Object> deque = testbed.open(options -> options.durability(Durability.FULL));
        deque.addAll(List.of("a", Samples.large(1)));
        deque.rotate(1);

        assertThat(deque).containsExactly(Samples.large(1), "a");
    }

    @Test
    default void open_again_hasTheElements(DequeTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        try (Deque<Object> deque = testbed.builder().open(List.of("a", Samples.large(1)))) {
            deque.addFirst("front");
        }
        try (Deque<Object> again = testbed.builder().open(List.of("b"))) {
            assertThat(again).containsExactly("front", "a", Samples.large(1), "b");
        }
    }

    @Test
    default void open_elementsThatCannotBeAdded_addsNone(DequeTestbed testbed) {
        assertThatIllegalStateException()
                .isThrownBy(() -> testbed.builder().capacity(1).open(List.of("a", "b")));
        assertThat(testbed.open()).isEmpty();
    }

    @Test
    default void open_newStore_remembersWhatItIsAndEvictsNothing(DequeTestbed testbed) {
        testbed.open(options -> options.values(Codec.string()).maximumLength(5));

        Settings settings = testbed.openStore().settings();
        assertThat(settings.get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.NONE);
        assertThat(settings.rows())
                .containsAllEntriesOf(Map.of(
                        "larder_kind", Scalar.of("deque"),
                        "larder_values", Scalar.of("string"),
                        "larder_maximum_length", Scalar.of(5)));
    }

    @Test
    default void open_bounded_rememberTheBound(DequeTestbed testbed) {
        testbed.open(options -> options.capacity(2)).add("a");
        Deque<Object> again = testbed.open();

        assertThat(again.remainingCapacity()).isEqualTo(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> testbed.open(options -> options.capacity(3)))
                .withMessageContaining("capacity 2")
                .withMessageContaining("capacity 3");
        assertThatIllegalStateException()
                .isThrownBy(() -> testbed.open(options -> options.maximumLength(2)))
                .withMessageContaining("maximum length 2");
    }

    @Test
    default void open_anotherCodec_isRefusedAndSaysBoth(DequeTestbed testbed) {
        testbed.open(options -> options.values(Codec.string()));

        assertThatIllegalStateException()
                .isThrownBy(() -> testbed.open(options -> options.values(Codec.bytes())))
                .withMessageContaining("values string")
                .withMessageContaining("values bytes");
    }

    @Test
    default void open_anotherCollection_isRefusedAndLeavesItAlone(DequeTestbed testbed) {
        Store store = testbed.openStore();
        store.changeSettings(Settings.of(Map.of("larder_kind", Scalar.of("index"))), Wait.FOREVER);

        assertThatIllegalStateException()
                .isThrownBy(testbed::open)
                .withMessageContaining("kind index")
                .withMessageContaining("kind deque");
        assertThat(testbed.openStore().settings().get(Setting.EVICTION_POLICY))
                .isEqualTo(Setting.EVICTION_POLICY.defaultValue());
    }

    @Test
    default void open_rowsOfAnotherProgram_isTakenAsItComes(DequeTestbed testbed) {
        Store store = testbed.openStore();
        store.store(
                Key.of(500_000_000_000_000L),
                Item.of(Encoded.natively(Scalar.of("a"))),
                Condition.always(),
                null,
                Cull.NONE,
                Wait.FOREVER);
        Deque<Object> deque = testbed.open();
        Deque<String> texts =
                testbed.open(options -> options.values(Codec.string()).maximumLength(2));
        deque.add("b");
        texts.add("c");

        assertThat(texts).containsExactly("b", "c");
        assertThat(deque.maximumLength()).isEmpty();
        assertThat(testbed.openStore().settings().rows()).doesNotContainKey("larder_kind");
    }

    @Test
    default void close_thenUse_opensAgainUnlessRefused(DequeTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        Deque<Object> deque = testbed.open();
        deque.add("a");
        deque.close();
        deque.close();
        assertThat(deque.poll()).isEqualTo("a");

        Deque<Object> strict = testbed.open(DequeBuilder::refuseReopening);
        strict.close();
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(strict::poll);
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(strict::take);
    }

    @Test
    default void close_insideATransaction_isRefused(Deque<Object> deque) {
        assertThatIllegalStateException().isThrownBy(() -> deque.transact(Deque::close));
        assertThat(deque).isEmpty();
    }

    @Test
    default void temporary_everyTime_isAFreshPlace(DequeTestbed testbed) {
        Deque<Object> deque = testbed.closing(Deque.temporary().open());
        Deque<Object> another = testbed.closing(Deque.temporary().open(List.of("a")));

        assertThat(deque.directory()).isPresent().isNotEqualTo(another.directory());
        assertThat(deque).isEmpty();
        assertThat(another).containsExactly("a");
        Path directory = another.directory().orElseThrow();
        another.close();
        assertThat(testbed.closing(Deque.at(directory).open())).containsExactly("a");
    }

    @Test
    default void reference_sentAndOpened_isTheSameDeque(DequeTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        Deque<String> deque =
                testbed.open(options -> options.values(Codec.string()).maximumLength(2));
        deque.add("a");
        Deque<String> elsewhere = testbed.closing(sent(deque.reference()).open());
        elsewhere.addAll(List.of("b", "c"));

        assertThat(deque).containsExactly("b", "c");
        assertThat(elsewhere.maximumLength()).hasValue(2);
        assertThat(elsewhere.directory()).isEqualTo(deque.directory());
    }

    @Test
    default void reference_codecThatCannotBeSent_saysWhich(DequeTestbed testbed) {
        Deque<String> deque =
                testbed.open(options -> options.values(Codec.string().encrypted(CodecContract.SECRET)));

        assertThatIllegalStateException().isThrownBy(deque::reference).withMessageContaining("encrypted");
    }

    @SuppressWarnings("unchecked")
    private static <E> DequeReference<E> sent(DequeReference<E> reference) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(reference);
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (DequeReference<E>) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("A reference cannot be sent", e);
        }
    }

    @Test
    default void check_soundDeque_findsNothing(Deque<Object> deque) {
        deque.addAll(List.of("a", Samples.large(1)));

        assertThat(deque.check()).isEmpty();
        assertThat(deque.repair()).isEmpty();
    }
}
