package dev.larder.spring.boot;

import dev.larder.SlowOperation;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * From when on an operation of the application's larder is slow, and who is told.
 *
 * @param atLeast how long the shortest one takes
 */
record SlowOperationReports(Duration atLeast, Consumer<? super SlowOperation> listener) {

    /** What properties and beans say; null if no operation is slow. They are logged if there is no listener. */
    static @Nullable SlowOperationReports of(
            LarderProperties properties, ObjectProvider<LarderSlowOperationListener> listeners) {
        Duration atLeast = properties.slowOperationThreshold();
        if (atLeast == null) {
            return null;
        }
        if (atLeast.isNegative()) {
            throw new BadLarderPropertyException(
                    "larder.slow-operation-threshold",
                    "it is negative: " + atLeast,
                    "Set it to a time such as 100ms, to 0 for all operations, or not at all.",
                    null);
        }
        return new SlowOperationReports(atLeast, listeners.getIfAvailable(() -> SlowOperation::log));
    }
}
