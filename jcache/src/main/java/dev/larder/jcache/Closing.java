package dev.larder.jcache;

import java.util.List;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Closes several things, whether or not closing one of them fails. */
final class Closing {

    private Closing() {}

    /** Closes them all; then the first failure is thrown, with the others within it. */
    static void all(List<? extends AutoCloseable> closeables) {
        RuntimeException failure = null;
        for (AutoCloseable each : closeables) {
            failure = close(each, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Those of the objects that can be closed. */
    static List<AutoCloseable> closeable(@Nullable Object... objects) {
        return Stream.of(objects)
                .filter(AutoCloseable.class::isInstance)
                .map(AutoCloseable.class::cast)
                .toList();
    }

    private static @Nullable RuntimeException close(AutoCloseable each, @Nullable RuntimeException failure) {
        try {
            each.close();
            return failure;
        } catch (Exception e) {
            RuntimeException thrown =
                    e instanceof RuntimeException unchecked ? unchecked : new CacheException("Closing failed: " + e, e);
            if (failure == null) {
                return thrown;
            }
            failure.addSuppressed(thrown);
            return failure;
        }
    }
}
