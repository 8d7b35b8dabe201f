package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/** Rows in an order with two ends. */
public sealed interface Sequence {

    /** First number of an empty queue; the numbers grow to both sides from here. */
    long FIRST_NUMBER = 500_000_000_000_000L;

    /** Queue numbers lie between 1 and this number. */
    long LAST_NUMBER = 999_999_999_999_998L;

    /**
     * The queue whose keys are {@code prefix-} and fifteen digits; with no prefix, its keys are integers from 1 to
     * {@value #LAST_NUMBER}. A row belongs to it only if its key has exactly that form and type.
     *
     * @param prefix null for no prefix; the empty text is a prefix of its own
     */
    static Queue queue(@Nullable String prefix) {
        return new Queue(prefix);
    }

    /** All rows in insertion order. Rows cannot be appended to it: storing does that. */
    static Insertion insertion() {
        return Insertion.INSTANCE;
    }

    /** See {@link Sequence#queue}. */
    record Queue(@Nullable String prefix) implements Sequence {
        public Queue {
            if (prefix != null) {
                Scalar.of(prefix); // refuses what cannot be part of a key
            }
        }

        /**
         * The key of a number in this queue.
         *
         * @throws IllegalArgumentException if the number is not between 1 and {@link #LAST_NUMBER}
         */
        public Key key(long number) {
            if (number < 1 || number > LAST_NUMBER) {
                throw new IllegalArgumentException("Queue number " + number + " is not between 1 and " + LAST_NUMBER);
            }
            return prefix == null ? Key.of(number) : Key.of(prefix + "-" + "%015d".formatted(number));
        }
    }

    /** See {@link Sequence#insertion()}. */
    enum Insertion implements Sequence {
        /** The only one. */
        INSTANCE
    }
}
