package dev.larder.storage;

/**
 * How many rows a store may hold when rows are {@linkplain SequenceStore#append appended} to a queue in it, and what
 * happens when there would be more. All rows of the store count, but for expired ones: those are removed first.
 */
public sealed interface Bound {

    /** No bound. */
    static Bound none() {
        return None.INSTANCE;
    }

    /**
     * Rows at the other end of the queue make way, be they among those just appended.
     *
     * @throws IllegalArgumentException if {@code length} is negative
     */
    static Bound dropping(long length) {
        return new Dropping(length);
    }

    /**
     * Nothing is appended unless all has room.
     *
     * @throws IllegalArgumentException if {@code length} is negative
     */
    static Bound refusing(long length) {
        return new Refusing(length);
    }

    /** See {@link Bound#none()}. */
    enum None implements Bound {
        /** The only one. */
        INSTANCE
    }

    /** See {@link Bound#dropping(long)}. */
    record Dropping(long length) implements Bound {
        public Dropping {
            requireLength(length);
        }
    }

    /** See {@link Bound#refusing(long)}. */
    record Refusing(long length) implements Bound {
        public Refusing {
            requireLength(length);
        }
    }

    private static void requireLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("A queue cannot be bounded to " + length + " rows: use zero or more");
        }
    }
}
