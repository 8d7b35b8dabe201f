package dev.larder.contract;

import dev.larder.Deque;
import dev.larder.DequeBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/**
 * One step of a random sequence, for a deque and for a {@link LinkedBlockingDeque} as its model. Of what it has, a verb
 * takes what it needs.
 *
 * @param verb what to do
 * @param element with which of {@link #ELEMENTS}
 * @param several with which of them, for a verb that takes several
 * @param number a distance, or of which a place is made
 */
public record DequeStep(Verb verb, int element, List<Integer> several, int number) {

    private static final List<Object> ELEMENTS = List.of("a", "b", 1L, 2L, 0.5, "x".repeat(33_000));

    /** What can be done, and how often it is. */
    public enum Verb {
        ADD_LAST(3),
        ADD_FIRST(3),
        PUSH(1),
        OFFER_LAST(2),
        OFFER_FIRST(2),
        POLL(2),
        POLL_LAST(2),
        REMOVE(1),
        PEEK(1),
        GET_LAST(1),
        CONTAINS(1),
        REMOVE_ELEMENT(1),
        REMOVE_LAST_OCCURRENCE(1),
        REMOVE_ALL(1),
        ADD_ALL_FIRST(1),
        GET(2),
        REMOVE_AT(2),
        SET(2),
        ROTATE(2),
        REVERSE(1),
        DRAIN_TO(1),
        REOPEN(1);

        private final int weight;

        Verb(int weight) {
            this.weight = weight;
        }

        private boolean isAtTheFront() {
            return this == ADD_FIRST || this == PUSH || this == OFFER_FIRST || this == ADD_ALL_FIRST;
        }
    }

    /** Ways to bound a deque. */
    public enum Bounds {
        NONE,
        CAPACITY,
        MAXIMUM_LENGTH;

        private static final int LENGTH = 6;

        /** The builder of a deque with this bound. */
        public DequeBuilder<Object> in(DequeBuilder<Object> options) {
            return switch (this) {
                case NONE -> options;
                case CAPACITY -> options.capacity(LENGTH);
                case MAXIMUM_LENGTH -> options.maximumLength(LENGTH);
            };
        }

        /** A model with this bound. */
        public BlockingDeque<Object> newModel() {
            return new LinkedBlockingDeque<>(this == CAPACITY ? LENGTH : Integer.MAX_VALUE);
        }
    }

    /** Sequences of steps. */
    public static Arbitrary<List<DequeStep>> sequences() {
        Arbitrary<Integer> elements = Arbitraries.integers().between(0, ELEMENTS.size() - 1);
        List<Tuple2<Integer, Verb>> verbs = Arrays.stream(Verb.values())
                .map(verb -> Tuple.of(verb.weight, verb))
                .toList();
        return Combinators.combine(
                        Arbitraries.frequency(verbs),
                        elements,
                        elements.list().ofMaxSize(4),
                        Arbitraries.integers().between(-9, 9))
                .as(DequeStep::new)
                .list()
                .ofMaxSize(40);
    }

    // ---- doing it

    /** Does it to a deque; returns the result, or the class of the exception. Opening again is left to the caller. */
    public @Nullable Object onDeque(Deque<Object> deque) {
        return on(deque, new OfDeque(deque));
    }

    /** As {@link #onDeque}, to a model of a deque with these bounds. */
    public @Nullable Object onModel(BlockingDeque<Object> model, Bounds bounds) {
        Object result = on(model, new OfModel(model));
        while (bounds == Bounds.MAXIMUM_LENGTH && model.size() > Bounds.LENGTH) {
            if (verb.isAtTheFront()) {
                model.removeLast();
            } else {
                model.removeFirst();
            }
        }
        return result;
    }

    private @Nullable Object on(BlockingDeque<Object> deque, Rest rest) {
        try {
            return attempt(deque, rest);
        } catch (RuntimeException e) {
            return e.getClass();
        }
    }

    private @Nullable Object attempt(BlockingDeque<Object> deque, Rest rest) {
        Object one = ELEMENTS.get(element);
        List<Object> all = several.stream().map(ELEMENTS::get).toList();
        int place = Math.floorMod(number, 10) - 1;
        return switch (verb) {
            case ADD_LAST -> deque.add(one);
            case ADD_FIRST -> done(() -> deque.addFirst(one));
            case PUSH -> done(() -> deque.push(one));
            case OFFER_LAST -> deque.offerLast(one);
            case OFFER_FIRST -> deque.offerFirst(one);
            case POLL -> deque.poll();
            case POLL_LAST -> deque.pollLast();
            case REMOVE -> deque.remove();
            case PEEK -> deque.peek();
            case GET_LAST -> deque.getLast();
            case CONTAINS -> deque.contains(one);
            case REMOVE_ELEMENT -> deque.remove(one);
            case REMOVE_LAST_OCCURRENCE -> deque.removeLastOccurrence(one);
            case REMOVE_ALL -> deque.removeAll(all);
            case ADD_ALL_FIRST -> rest.addAllFirst(all);
            case GET -> rest.get(place);
            case REMOVE_AT -> rest.removeAt(place);
            case SET -> rest.set(place, one);
            case ROTATE -> done(() -> rest.rotate(number));
            case REVERSE -> done(rest::reverse);
            case DRAIN_TO -> {
                List<Object> drained = new ArrayList<>();
                deque.drainTo(drained, 2);
                yield drained;
            }
            case REOPEN -> null;
        };
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }

    // ---- as a line of text

    /** One line, for another process. */
    public String toLine() {
        String list = several.stream().map(String::valueOf).collect(Collectors.joining(","));
        return verb + " " + element + " " + number + " " + list;
    }

    /** The step of a {@linkplain #toLine line}. */
    public static DequeStep ofLine(String line) {
        String[] words = line.split(" ", -1);
        List<Integer> several = words[3].isEmpty()
                ? List.of()
                : Stream.of(words[3].split(",", -1)).map(Integer::valueOf).toList();
        return new DequeStep(Verb.valueOf(words[0]), Integer.parseInt(words[1]), several, Integer.parseInt(words[2]));
    }

    /** What the interfaces of {@code java.util} do not have. */
    private interface Rest {

        Object get(long index);

        Object set(long index, Object element);

        Object removeAt(long index);

        void rotate(long distance);

        void reverse();

        boolean addAllFirst(List<Object> elements);
    }

    /** The deque's own methods. */
    private record OfDeque(Deque<Object> deque) implements Rest {

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
    private record OfModel(BlockingDeque<Object> model) implements Rest {

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
