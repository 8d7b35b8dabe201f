package dev.larder;

import dev.larder.storage.Key;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A memoized function of one argument. See {@link Memoizer}. Safe for use by many threads. */
public final class MemoizedFunction<A extends @Nullable Object, V> implements Function<A, @Nullable V> {

    private final Function<? super A, ? extends @Nullable V> plain;
    private final MemoizedResults<V> results;

    MemoizedFunction(Function<? super A, ? extends @Nullable V> plain, MemoizedResults<V> results) {
        this.plain = Objects.requireNonNull(plain, "function");
        this.results = results;
    }

    /** The result for these arguments, from the cache or of the function. */
    @Override
    public @Nullable V apply(A argument) {
        return results.get(() -> plain.apply(argument), argument);
    }

    /** Under which key the result of a call is. */
    public Key keyOf(A argument) {
        return results.keys().of(argument).key();
    }

    /** Takes the result of a call from the cache; returns whether there was one. */
    public boolean forget(A argument) {
        return results.forget(argument);
    }

    /** The function itself. */
    public Function<? super A, ? extends @Nullable V> plain() {
        return plain;
    }
}
