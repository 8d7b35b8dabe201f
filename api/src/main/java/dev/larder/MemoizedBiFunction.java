package dev.larder;

import dev.larder.storage.Key;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A memoized function of two arguments. See {@link Memoizer}. Safe for use by many threads. */
public final class MemoizedBiFunction<A extends @Nullable Object, B extends @Nullable Object, V>
        implements BiFunction<A, B, @Nullable V> {

    private final BiFunction<? super A, ? super B, ? extends @Nullable V> plain;
    private final MemoizedResults<V> results;

    MemoizedBiFunction(BiFunction<? super A, ? super B, ? extends @Nullable V> plain, MemoizedResults<V> results) {
        this.plain = Objects.requireNonNull(plain, "function");
        this.results = results;
    }

    /** The result for these arguments, from the cache or of the function. */
    @Override
    public @Nullable V apply(A first, B second) {
        return results.get(() -> plain.apply(first, second), first, second);
    }

    /** Under which key the result of a call is. */
    public Key keyOf(A first, B second) {
        return results.keys().of(first, second).key();
    }

    /** Takes the result of a call from the cache; returns whether there was one. */
    public boolean forget(A first, B second) {
        return results.forget(first, second);
    }

    /** The function itself. */
    public BiFunction<? super A, ? super B, ? extends @Nullable V> plain() {
        return plain;
    }
}
