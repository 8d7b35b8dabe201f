package dev.larder.jcache;

import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * What an entry processor has returned or thrown.
 *
 * @param value if it has returned
 * @param failure if it has thrown
 */
record ProcessorResult<T>(@Nullable T value, @Nullable CacheException failure) implements EntryProcessorResult<T> {

    static <T> ProcessorResult<T> of(Supplier<? extends @Nullable T> invocation) {
        try {
            return new ProcessorResult<>(invocation.get(), null);
        } catch (CacheException e) {
            return new ProcessorResult<>(null, e);
        }
    }

    @Override
    public @Nullable T get() {
        if (failure == null) {
            return value;
        }
        throw failure instanceof EntryProcessorException ? failure : new EntryProcessorException(failure);
    }
}
