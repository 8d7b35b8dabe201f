package dev.larder.storage;

import java.time.Duration;
import java.util.Objects;

/** What becomes of an item in flight. Immutable. */
public sealed interface Settlement {

    /** It is done, and leaves the queue. */
    static Settlement done() {
        return Done.INSTANCE;
    }

    /**
     * It is to be handed out again.
     *
     * @param delay not before this time has passed
     * @throws IllegalArgumentException if {@code delay} is negative
     */
    static Settlement again(Duration delay) {
        return new Again(delay);
    }

    /**
     * Its lease is to end so much later than now, whatever was left of it.
     *
     * @throws IllegalArgumentException if {@code length} is negative
     */
    static Settlement extended(Duration length) {
        return new Extended(length);
    }

    /**
     * It is dead.
     *
     * @param reason for whoever looks through the dead items
     */
    static Settlement dead(String reason) {
        return new Dead(reason);
    }

    /** See {@link Settlement#done()}. */
    enum Done implements Settlement {
        /** The only one. */
        INSTANCE
    }

    /** See {@link Settlement#again}. */
    record Again(Duration delay) implements Settlement {
        public Again {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("A delay cannot be negative: " + delay + "; use zero for none");
            }
        }
    }

    /** See {@link Settlement#extended}. */
    record Extended(Duration length) implements Settlement {
        public Extended {
            if (length.isNegative()) {
                throw new IllegalArgumentException("A lease cannot be negative: " + length);
            }
        }
    }

    /** See {@link Settlement#dead}. */
    record Dead(String reason) implements Settlement {
        public Dead {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
