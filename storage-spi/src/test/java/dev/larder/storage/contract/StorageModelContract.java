package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Capability;
import dev.larder.storage.Condition;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Random sequences of verbs on a store and on a plain model of it, with the store closed and opened again in between.
 * Needs jqwik, which prints the seed of a failure and looks for a shorter sequence that fails too.
 */
public interface StorageModelContract {

    /** A place where no store is yet; see {@link StorageUnderTest#newStorage()}. */
    Storage newStorage() throws Exception;

    @Property(tries = 100)
    default void verbs_inAnySequence_doWhatTheModelDoes(@ForAll("sequences") List<Step> steps) throws Exception {
        try (Testbed testbed = new Testbed(newStorage())) {
            Model model = new Model(testbed.clock());
            Store store = testbed.open();
            for (Step step : steps) {
                if (step instanceof Step.Advance advance) {
                    testbed.clock().advanceSeconds(advance.seconds());
                } else if (step instanceof Step.Reopen) {
                    if (store.capabilities().contains(Capability.PERSISTENT)) {
                        store = testbed.reopen(store);
                    }
                } else {
                    step.run(store, model);
                }
                requireSame(store, PageRequest.Order.INSERTION, model.byInsertion());
            }
            requireSame(store, PageRequest.Order.KEY, model.byKey());
            testbed.requireSound();
        }
    }

    private static void requireSame(Store store, PageRequest.Order order, List<Model.Entry> expected) {
        assertThat(Shorthand.list(store, PageRequest.first(order, false, 7, Fetch.VALUE)).stream()
                        .map(Step.Seen::new))
                .containsExactlyElementsOf(expected.stream().map(Step.Seen::new).toList());
        assertThat(store.count()).isEqualTo(expected.size());
    }

    /** Sequences of steps. */
    @Provide
    default Arbitrary<List<Step>> sequences() {
        Arbitrary<Step> single = single();
        Arbitrary<Step> transaction = Combinators.combine(single.list().ofMaxSize(6), Arbitraries.of(true, false))
                .as(Step.Transaction::new);
        Arbitrary<Step> between = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(1, 3).map(Step.Advance::new)),
                Tuple.of(1, Arbitraries.create(Step.Reopen::new)));
        return Arbitraries.frequencyOf(Tuple.of(20, single), Tuple.of(2, transaction), Tuple.of(2, between))
                .list()
                .ofMaxSize(60);
    }

    private static Arbitrary<Step> single() {
        Arbitrary<Key> keys = keys();
        Arbitrary<Condition> conditions = conditions();
        Arbitrary<Side> sides = Arbitraries.of(Side.class);
        Arbitrary<Scalar> integers =
                Arbitraries.of(1L, -3L, Long.MAX_VALUE, Long.MIN_VALUE).map(Scalar::of);
        Arbitrary<Scalar> floats = Arbitraries.of(0.5, -2.0).map(Scalar::of);
        return Arbitraries.oneOf(
                keys.map(Step.Get::new),
                Combinators.combine(keys, items(), conditions).as(Step.Put::new),
                Combinators.combine(keys, items(), conditions).as(Step.Put::new),
                Combinators.combine(keys, conditions).as(Step.Remove::new),
                Combinators.combine(keys, integers, integers.injectNull(0.5)).as(Step.Add::new),
                Combinators.combine(keys, floats, floats.injectNull(0.5)).as(Step.Add::new),
                Combinators.combine(keys, expiries(), conditions).as(Step.Touch::new),
                Combinators.combine(queues(), sides, items().list().ofMaxSize(3))
                        .as(Step.Append::new),
                Combinators.combine(
                                Arbitraries.oneOf(queues(), Arbitraries.just(Sequence.insertion())),
                                sides,
                                Arbitraries.of(true, false))
                        .as(Step.End::new),
                Combinators.combine(selections(), Arbitraries.integers().between(1, 4))
                        .as(Step.Purge::new));
    }

    /** Few, so that they meet; with neighbours of queue numbers among them. */
    private static Arbitrary<Key> keys() {
        return Arbitraries.of(
                Key.of(0),
                Key.of(Scalar.of(-0.0)),
                Key.of(7_000),
                Key.of("a"),
                Key.of("ab"),
                Key.of(""),
                Key.of(Scalar.of(new byte[] {'a'})),
                new Key(Scalar.of(new byte[] {'a'}), true),
                Key.of(Sequence.FIRST_NUMBER),
                Key.of(Scalar.of((double) Sequence.FIRST_NUMBER)),
                Key.of(Sequence.FIRST_NUMBER + 2),
                Key.of("q-500000000000000"),
                Key.of("q-500000000000001"),
                Key.of("q-5"),
                Key.of("q-1-500000000000000"));
    }

    private static Arbitrary<Encoded> values() {
        return Arbitraries.of(
                number(0),
                number(1.5),
                number(Long.MAX_VALUE),
                text(""),
                text("text"),
                text("x".repeat(33_000)),
                bytes(),
                bytes((byte) 0),
                bytes(noise(33_000, 1)),
                bytes(noise(33_000, 2)),
                new Encoded(Scalar.of(noise(10, 3)), 64),
                new Encoded(Scalar.of(noise(33_000, 3)), 64));
    }

    private static Arbitrary<Expiry> expiries() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Expiry.never())),
                Tuple.of(
                        3,
                        Arbitraries.integers().between(0, 4).map(seconds -> Expiry.after(Duration.ofSeconds(seconds)))),
                Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(-2, 6)
                                .map(seconds -> Expiry.at(FakeClock.START.plusSeconds(seconds)))));
    }

    private static Arbitrary<Scalar> tags() {
        return Arbitraries.of(Scalar.of(1L), Scalar.of(1.0), Scalar.of("1"), Scalar.of("tag"));
    }

    private static Arbitrary<Item> items() {
        return Combinators.combine(values(), expiries(), tags().injectNull(0.5)).as(Item::new);
    }

    private static Arbitrary<Condition> conditions() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Condition.always())),
                Tuple.of(1, Arbitraries.just(Condition.ifAbsent())),
                Tuple.of(1, Arbitraries.just(Condition.ifPresent())),
                Tuple.of(2, values().map(Condition::ifValue)));
    }

    private static Arbitrary<Sequence.Queue> queues() {
        return Arbitraries.of(Sequence.queue(null), Sequence.queue("q"), Sequence.queue("q-1"));
    }

    private static Arbitrary<Selection> selections() {
        return Arbitraries.oneOf(
                Arbitraries.just(new Selection.ExpiredBefore(null)),
                tags().map(Selection.Tagged::new),
                Arbitraries.of("a", "q-", "q-1", "ab").map(Selection.KeyPrefix::new),
                Arbitraries.just(new Selection.UpTo(Long.MAX_VALUE)));
    }
}
