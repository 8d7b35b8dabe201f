package dev.larder.micrometer;

import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;
import java.util.Objects;

/**
 * Times slow operations by what they took: a timer with the name of the observation, its values of low cardinality as
 * tags, and the tag {@code error}, which is the simple name of the exception's class, or {@code none}. It has to come
 * before a handler for all observations, as the first of those of which one is chosen.
 */
public final class SlowOperationMeters implements MeterObservationHandler<SlowOperationContext> {

    private final MeterRegistry registry;

    private SlowOperationMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A handler whose timers are in this registry. */
    public static SlowOperationMeters of(MeterRegistry registry) {
        return new SlowOperationMeters(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof SlowOperationContext;
    }

    @Override
    public void onStop(SlowOperationContext context) {
        Throwable error = context.getError();
        Tags tags = Tags.of(
                "error", error == null ? KeyValue.NONE_VALUE : error.getClass().getSimpleName());
        for (KeyValue value : context.getLowCardinalityKeyValues()) {
            tags = tags.and(Tag.of(value.getKey(), value.getValue()));
        }
        Timer.builder(Objects.requireNonNull(context.getName()))
                .description("Operations of collections that took at least the time from which on they are slow")
                .tags(tags)
                .register(registry)
                .record(context.operation().took());
    }
}
