package dev.larder.internal;

import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Wait;
import org.jspecify.annotations.Nullable;

/** Tries to get what is waited for. */
@FunctionalInterface
public interface Attempt<T> {

    /**
     * Tries once. Should be cheap when there is nothing to get.
     *
     * @param wait how long the store may be waited for
     * @throws LarderTimeoutException if that was not long enough
     */
    Outcome<T> run(Wait wait);

    /**
     * What a try came to.
     *
     * @param result what was got, or null
     * @param retry if nothing was got, after how long to try again even if nothing changes
     */
    record Outcome<T>(@Nullable T result, Wait retry) {

        public static <T> Outcome<T> got(T result) {
            return new Outcome<>(result, Wait.FOREVER);
        }

        public static <T> Outcome<T> retryAfter(Wait retry) {
            return new Outcome<>(null, retry);
        }
    }
}
