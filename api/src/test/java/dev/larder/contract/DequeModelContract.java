package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Deque;
import dev.larder.DequeBuilder;
import dev.larder.storage.Capability;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Random sequences of operations on a deque and on a {@link LinkedBlockingDeque}, with the deque closed and opened
 * again in between. Needs jqwik, which prints the seed of a failure and looks for a shorter sequence that fails too.
 */
public interface DequeModelContract {

    /** A place where no store is yet; see {@link DequeUnderTest#newStorage()}. */
    Storage newStorage() throws Exception;

    /** What is done to both; {@link #toString} is for reports. */
    record Step(String name, BiFunction<BlockingDeque<Object>, Rest, @Nullable Object> operation) {

        @Override
        public String toString() {
            return name;
        }

        @Nullable
        Object on(BlockingDeque<Object> deque, Rest rest) {
            try {
                return operation.apply(deque, rest);
            } catch (RuntimeException e) {
                return e.getClass();
            }
        }
    }

    /** What the interfaces of {@code java.util} do not have: of the deque, or made up for the model. */
    interface Rest {
        @Nullable
        Object get(long index);

        @Nullable
        Object set(long index, Object element);

        @Nullable
        Object removeAt(long index);

        void rotate(long distance);

        void reverse();

        boolean addAllFirst(List<Object> elements);
    }

    /** Ways to bound a deque. */
    enum Bounds {
        NONE,
        CAPACITY,
        MAXIMUM_LENGTH;

        static final int LENGTH = 6;
    }

    @Property(tries = 30)
    default void operations_inAnySequence_doWhatTheModelDoes(
            @ForAll("sequences") List<Step> steps, @ForAll Bounds bounds) throws Exception {
        try (DequeTestbed testbed = new DequeTestbed(newStorage())) {
            BlockingDeque<Object> model =
                    new LinkedBlockingDeque<>(bounds == Bounds.CAPACITY ? Bounds.LENGTH : Integer.MAX_VALUE);
            Deque<Object> deque = open(testbed, bounds);
            boolean isPersistent;
            try (var store = testbed.openStore()) {
                isPersistent = store.capabilities().contains(Capability.PERSISTENT);
            }
            for (Step step : steps) {
                if (step.name.equals("reopen")) {
                    if (isPersistent) {
                        deque.close();
                        deque = open(testbed, bounds);
                    }
                    continue;
                }
                Object expected = step.on(model, new OfModel(model));
                if (bounds == Bounds.MAXIMUM_LENGTH) {
                    trim(model, step);
                }
                assertThat(step.on(deque, new OfDeque(deque))).as(step.name).isEqualTo(expected);
                assertThat(deque).containsExactlyElementsOf(model);
                assertThat(deque.size()).isEqualTo(model.size());
                assertThat(deque.remainingCapacity())
                        .isEqualTo(bounds == Bounds.CAPACITY ? model.remainingCapacity() : Integer.MAX_VALUE);
            }
            List<Object> backward = new ArrayList<>();
            deque.descendingIterator().forEachRemaining(backward::add);
            Collections.reverse(backward);
            assertThat(backward).containsExactlyElementsOf(model);
            assertThat(deque.check()).isEmpty();
        }
    }

    private static Deque<Object> open(DequeTestbed testbed, Bounds bounds) {
        return testbed.open(options -> bounded(options, bounds));
    }

    private static DequeBuilder<Object> bounded(DequeBuilder<Object> options, Bounds bounds) {
        return switch (bounds) {
            case NONE -> options;
            case CAPACITY -> options.capacity(Bounds.LENGTH);
            case MAXIMUM_LENGTH -> options.maximumLength(Bounds.LENGTH);
        };
    }

    /** What a maximum length does. */
    private static void trim(BlockingDeque<Object> model, Step step) {
        while (model.size() > Bounds.LENGTH) {
            if (step.name.contains("First") || step.name.startsWith("push")) {
                model.removeLast();
            } else {
                model.removeFirst();
            }
        }
    }

    /** Sequences of steps. */
    @Provide
    default Arbitrary<List<Step>> sequences() {
        Arbitrary<Object> elements = Arbitraries.of("a", "b", 1L, 2L, 0.5, "x".repeat(33_000));
        Arbitrary<List<Object>> lists = elements.list().ofMaxSize(4);
        Arbitrary<Integer> places = Arbitraries.integers().between(-1, 8);
        Arbitrary<Integer> distances = Arbitraries.integers().between(-9, 9);
        return Arbitraries.frequencyOf(
                        Tuple.of(3, elements.map(e -> step("addLast " + brief(e), (d, r) -> d.add(e)))),
                        Tuple.of(
                                3,
                                elements.map(e -> step("addFirst " + brief(e), (d, r) -> {
                                    d.addFirst(e);
                                    return true;
                                }))),
                        Tuple.of(
                                1,
                                elements.map(e -> step("push " + brief(e), (d, r) -> {
                                    d.push(e);
                                    return true;
                                }))),
                        Tuple.of(2, elements.map(e -> step("offerLast " + brief(e), (d, r) -> d.offerLast(e)))),
                        Tuple.of(2, elements.map(e -> step("offerFirst " + brief(e), (d, r) -> d.offerFirst(e)))),
                        Tuple.of(2, Arbitraries.create(() -> step("poll", (d, r) -> d.poll()))),
                        Tuple.of(2, Arbitraries.create(() -> step("pollLast", (d, r) -> d.pollLast()))),
                        Tuple.of(1, Arbitraries.create(() -> step("remove", (d, r) -> d.remove()))),
                        Tuple.of(1, Arbitraries.create(() -> step("peek", (d, r) -> d.peek()))),
                        Tuple.of(1, Arbitraries.create(() -> step("getLast", (d, r) -> d.getLast()))),
                        Tuple.of(1, elements.map(e -> step("contains " + brief(e), (d, r) -> d.contains(e)))),
                        Tuple.of(1, elements.map(e -> step("remove " + brief(e), (d, r) -> d.remove(e)))),
                        Tuple.of(
                                1,
                                elements.map(e ->
                                        step("removeLastOccurrence " + brief(e), (d, r) -> d.removeLastOccurrence(e)))),
                        Tuple.of(1, lists.map(l -> step("removeAll " + brief(l), (d, r) -> d.removeAll(l)))),
                        Tuple.of(1, lists.map(l -> step("addAllFirst " + brief(l), (d, r) -> r.addAllFirst(l)))),
                        Tuple.of(2, places.map(i -> step("get " + i, (d, r) -> r.get(i)))),
                        Tuple.of(2, places.map(i -> step("removeAt " + i, (d, r) -> r.removeAt(i)))),
                        Tuple.of(
                                2,
                                Combinators.combine(places, elements)
                                        .as((i, e) -> step("set " + i + " " + brief(e), (d, r) -> r.set(i, e)))),
                        Tuple.of(
                                2,
                                distances.map(n -> step("rotate " + n, (d, r) -> {
                                    r.rotate(n);
                                    return true;
                                }))),
                        Tuple.of(
                                1,
                                Arbitraries.create(() -> step("reverse", (d, r) -> {
                                    r.reverse();
                                    return true;
                                }))),
                        Tuple.of(
                                1,
                                Arbitraries.create(() -> step("drainTo", (d, r) -> {
                                    List<Object> drained = new ArrayList<>();
                                    d.drainTo(drained, 2);
                                    return drained;
                                }))),
                        Tuple.of(1, Arbitraries.create(() -> step("reopen", (d, r) -> null))))
                .list()
                .ofMaxSize(40);
    }

    private static Step step(String name, BiFunction<BlockingDeque<Object>, Rest, @Nullable Object> operation) {
        return new Step(name, operation);
    }

    private static String brief(Object element) {
        String text = element.toString();
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    /** The deque's own methods. */
    record OfDeque(Deque<Object> deque) implements Rest {

        @Override
        public Object get(long index) {
            return deque.get(index);
        }

        @Override
        public Object set(long index, Object element) {
            return deque.set(index, element);
        }

        @Override
        public Object removeAt(long index) {
            return deque.removeAt(index);
        }

        @Override
        public void rotate(long distance) {
            deque.rotate(distance);
        }

        @Override
        public void reverse() {
            deque.reverse();
        }

        @Override
        public boolean addAllFirst(List<Object> elements) {
            return deque.addAllFirst(elements);
        }
    }

    /** The same on the model, by way of a list. */
    record OfModel(BlockingDeque<Object> model) implements Rest {

        private List<Object> list() {
            return new ArrayList<>(model);
        }

        private void become(List<Object> list) {
            model.clear();
            model.addAll(list);
        }

        @Override
        public Object get(long index) {
            return list().get((int) index);
        }

        @Override
        public Object set(long index, Object element) {
            List<Object> list = list();
            Object earlier = list.set((int) index, element);
            become(list);
            return earlier;
        }

        @Override
        public Object removeAt(long index) {
            List<Object> list = list();
            Object removed = list.remove((int) index);
            become(list);
            return removed;
        }

        @Override
        public void rotate(long distance) {
            List<Object> list = list();
            Collections.rotate(list, (int) distance);
            become(list);
        }

        @Override
        public void reverse() {
            List<Object> list = list();
            Collections.reverse(list);
            become(list);
        }

        @Override
        public boolean addAllFirst(List<Object> elements) {
            if (elements.size() > model.remainingCapacity()) {
                throw new IllegalStateException("Deque full");
            }
            elements.forEach(model::addFirst);
            return !elements.isEmpty();
        }
    }
}
