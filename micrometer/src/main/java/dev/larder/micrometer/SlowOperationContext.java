package dev.larder.micrometer;

import dev.larder.SlowOperation;
import io.micrometer.observation.Observation;
import java.util.Objects;

/** What handlers get to know of an observed slow operation: when it really began, and how long it really took. */
public final class SlowOperationContext extends Observation.Context {

    private final SlowOperation operation;

    /** The context of this operation. */
    public SlowOperationContext(SlowOperation operation) {
        this.operation = Objects.requireNonNull(operation, "operation");
    }

    /** The operation. */
    public SlowOperation operation() {
        return operation;
    }
}
