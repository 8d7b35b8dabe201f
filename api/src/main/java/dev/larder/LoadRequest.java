package dev.larder;

import dev.larder.storage.Key;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What to look up, and to load if it is not there.
 *
 * @param key where it is stored
 * @param otherKey where it may be stored too, or null; asked for only when it is not under {@code key}
 * @param loader makes the value, or null for none
 * @param options how
 * @param nullIsResult whether null is kept as other results are
 */
record LoadRequest<V>(
        Key key,
        Supplier<@Nullable Key> otherKey,
        Supplier<? extends @Nullable V> loader,
        LoadOptions<? super V> options,
        boolean nullIsResult) {

    /** What to store a result with, or null if it is not to be stored. */
    @Nullable
    WriteOptions storing(@Nullable V result) {
        return result == null ? options.forAbsent(nullIsResult) : options.forValue(result);
    }
}
