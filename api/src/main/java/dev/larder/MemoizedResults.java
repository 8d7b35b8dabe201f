package dev.larder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The results of one memoized function. */
record MemoizedResults<V>(MemoizedCalls<V> calls, CallKeys keys, LoadOptions<? super V> options) {

    @Nullable
    V get(Supplier<? extends @Nullable V> function, @Nullable Object... arguments) {
        return calls.get(keys.of(arguments), function, options);
    }

    /** Whether there was one. */
    boolean forget(@Nullable Object... arguments) {
        return calls.forget(keys.of(arguments));
    }
}
