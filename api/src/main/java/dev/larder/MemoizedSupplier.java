package dev.larder;

import dev.larder.storage.Key;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A memoized function without arguments. See {@link Memoizer}. Safe for use by many threads. */
public final class MemoizedSupplier<V> implements Supplier<@Nullable V> {

    private final Supplier<? extends @Nullable V> plain;
    private final MemoizedResults<V> results;

    MemoizedSupplier(Supplier<? extends @Nullable V> plain, MemoizedResults<V> results) {
        this.plain = Objects.requireNonNull(plain, "function");
        this.results = results;
    }

    /** The result for these arguments, from the cache or of the function. */
    @Override
    public @Nullable V get() {
        return results.get(() -> plain.get());
    }

    /** Under which key the result of a call is. */
    public Key keyOf() {
        return results.keys().of().key();
    }

    /** Takes the result of a call from the cache; returns whether there was one. */
    public boolean forget() {
        return results.forget();
    }

    /** The function itself. */
    public Supplier<? extends @Nullable V> plain() {
        return plain;
    }
}
