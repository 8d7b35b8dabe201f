package dev.larder.recipe;

import dev.larder.Cache;
import dev.larder.internal.Slot;
import dev.larder.internal.pickle.Tuple;
import dev.larder.storage.Condition;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Wait;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The average of numbers that many threads and processes add, as DiskCache's {@code Averager}. Each method is atomic,
 * and waits for the store as long as it takes.
 */
public final class Averager {

    private final Slot slot;

    private Averager(Slot slot) {
        this.slot = slot;
    }

    /** The average under a key; no numbers have been added if the key is absent. */
    public static <K> Averager in(Cache<K, ?> cache, K key) {
        return new Averager(Slot.of(cache, key));
    }

    /**
     * Adds a number.
     *
     * @throws IllegalArgumentException if it is infinite or {@code NaN}, which no average could get rid of
     * @throws SerializationException if the key holds something else than an average; nothing changes
     */
    public void add(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Only finite numbers have an average, and " + value + " is not one");
        }
        slot.store().transact(Wait.FOREVER, () -> {
            Sum sum = sum(slot.value());
            slot.put(slot.pickle(Tuple.of(sum.total + value, sum.count + 1)), Expiry.never());
            return true;
        });
    }

    /**
     * The average, or nothing if no numbers have been added.
     *
     * @throws SerializationException if the key holds something else than an average
     */
    public OptionalDouble get() {
        return sum(slot.value()).average();
    }

    /**
     * Returns the average and begins anew.
     *
     * @throws SerializationException if the key holds something else than an average; nothing changes
     */
    public OptionalDouble pop() {
        return slot.store().transact(Wait.FOREVER, () -> {
            OptionalDouble average = sum(slot.value()).average();
            slot.store().remove(slot.key(), Condition.always(), Fetch.METADATA, Wait.FOREVER);
            return average;
        });
    }

    private Sum sum(@Nullable Encoded value) {
        List<@Nullable Object> items = slot.tuple(value, 2);
        if (items == null) {
            return new Sum(0, 0);
        }
        if (items.get(0) instanceof Number total && items.get(1) instanceof Long count) {
            return new Sum(total.doubleValue(), count);
        }
        throw slot.unexpected(null);
    }

    private record Sum(double total, long count) {

        OptionalDouble average() {
            return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(total / count);
        }
    }
}
