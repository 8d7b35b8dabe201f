package dev.larder.micrometer;

import dev.larder.SlowOperation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A listener for {@code slowOperations} of the builders that makes an observation of each slow operation,
 * {@code larder.slow.operation}, with {@code collection} and {@code operation} as values of low cardinality, and an
 * error if it failed.
 *
 * <p>An operation is known to be slow when it has ended, so its observation begins and ends at once. Handlers that
 * measure observations would find that it took no time: let {@link SlowOperationMeters} and {@link SlowOperationSpans}
 * come before them, which know the {@link SlowOperationContext}. Safe for use by many threads.
 */
public final class SlowOperationObserver implements Consumer<SlowOperation> {

    private final ObservationRegistry registry;

    private SlowOperationObserver(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** A listener that makes its observations in this registry. */
    public static SlowOperationObserver of(ObservationRegistry registry) {
        return new SlowOperationObserver(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public void accept(SlowOperation slow) {
        Observation observation = Observation.createNotStarted(
                        "larder.slow.operation", () -> new SlowOperationContext(slow), registry)
                .contextualName(slow.operation() + " " + slow.collection())
                .lowCardinalityKeyValue("collection", slow.collection())
                .lowCardinalityKeyValue("operation", slow.operation().toString())
                .start();
        Throwable failure = slow.failure();
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }
}
