package dev.larder.storage;

import java.util.OptionalLong;
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

        /** The number of a key of this queue, or empty if the key does not belong to it. */
        public OptionalLong number(Key key) {
            if (key.scalar() instanceof Scalar.Int64 number) {
                return prefix == null ? inRange(number.value()) : OptionalLong.empty();
            }
            return prefix != null && key.scalar() instanceof Scalar.Text text
                    ? numberAfterPrefix(prefix, text.value())
                    : OptionalLong.empty();
        }

        private static OptionalLong numberAfterPrefix(String prefix, String key) {
            int digits = prefix.length() + 1;
            if (key.length() != digits + 15 || !key.startsWith(prefix) || key.charAt(digits - 1) != '-') {
                return OptionalLong.empty();
            }
            for (int i = digits; i < key.length(); i++) {
                if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                    return OptionalLong.empty();
                }
            }
            return inRange(Long.parseLong(key, digits, key.length(), 10));
        }

        private static OptionalLong inRange(long number) {
            return number >= 1 && number <= LAST_NUMBER ? OptionalLong.of(number) : OptionalLong.empty();
        }
    }

    /** See {@link Sequence#insertion()}. */
    enum Insertion implements Sequence {
        /** The only one. */
        INSTANCE
    }
}
