package dev.larder;

import dev.larder.internal.Slot;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Wait;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole number that many threads and processes count with: an integer under a key, which Python's {@code Cache.incr}
 * counts with as well. It is 0 as long as the key is absent. Each method is atomic, and waits for the store as long as
 * it takes. Those that change it throw {@link ArithmeticException}, and change nothing, if the number would not fit
 * into 64 bits.
 */
public final class Counter {

    private static final Scalar ZERO = Scalar.of(0L);

    private final Slot slot;

    private Counter(Slot slot) {
        this.slot = slot;
    }

    /** The counter under a key. */
    public static <K> Counter in(Cache<K, ?> cache, K key) {
        return new Counter(Slot.of(cache, key));
    }

    /**
     * The number.
     *
     * @throws SerializationException if the key holds something else than an integer
     */
    public long get() {
        return number(slot.value());
    }

    /**
     * Adds one and returns the sum.
     *
     * @throws SerializationException if the key holds something else than an integer; nothing changes
     */
    public long incrementAndGet() {
        return addAndGet(1);
    }

    /**
     * Takes one away and returns what is left, which may be negative.
     *
     * @throws SerializationException if the key holds something else than an integer; nothing changes
     */
    public long decrementAndGet() {
        return addAndGet(-1);
    }

    /**
     * Adds and returns the sum.
     *
     * @throws SerializationException if the key holds something else than an integer; nothing changes
     */
    public long addAndGet(long delta) {
        Scalar sum = slot.store().add(slot.key(), Scalar.of(delta), ZERO, Cull.NONE, Wait.FOREVER);
        return ((Scalar.Int64) Objects.requireNonNull(sum)).value();
    }

    /** Makes it this number, whatever was there. */
    public void set(long number) {
        slot.put(encoded(number), Expiry.never());
    }

    /**
     * Makes it {@code update} if it is {@code expected}; returns whether it was.
     *
     * @throws SerializationException if the key holds something else than an integer; nothing changes
     */
    public boolean compareAndSet(long expected, long update) {
        return slot.store().transact(Wait.FOREVER, () -> {
            boolean isExpected = get() == expected;
            if (isExpected) {
                set(update);
            }
            return isExpected;
        });
    }

    /**
     * Makes it 0 and returns what it was.
     *
     * @throws SerializationException if the key holds something else than an integer; nothing changes
     */
    public long getAndReset() {
        return slot.store().transact(Wait.FOREVER, () -> {
            long number = get();
            slot.store().remove(slot.key(), Condition.always(), Fetch.METADATA, Wait.FOREVER);
            return number;
        });
    }

    private long number(@Nullable Encoded value) {
        if (value == null) {
            return 0;
        }
        if (value.scalar() instanceof Scalar.Int64 number && value.equals(encoded(number.value()))) {
            return number.value();
        }
        throw slot.unexpected(null);
    }

    private static Encoded encoded(long number) {
        return Encoded.natively(Scalar.of(number));
    }
}
