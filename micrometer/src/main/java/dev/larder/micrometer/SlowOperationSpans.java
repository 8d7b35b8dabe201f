package dev.larder.micrometer;

import dev.larder.SlowOperation;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Makes a span of each slow operation, from its begin to its end, beneath the span in which its thread is. It has to
 * come before a handler for all observations, as the first of those of which one is chosen. Needs Micrometer Tracing.
 */
public final class SlowOperationSpans implements TracingObservationHandler<SlowOperationContext> {

    private final Tracer tracer;

    private SlowOperationSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** A handler that makes spans with this tracer. */
    public static SlowOperationSpans of(Tracer tracer) {
        return new SlowOperationSpans(Objects.requireNonNull(tracer, "tracer"));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof SlowOperationContext;
    }

    @Override
    public void onStart(SlowOperationContext context) {
        Span.Builder builder =
                tracer.spanBuilder().startTimestamp(micros(context.operation().begun()), TimeUnit.MICROSECONDS);
        Span parent = getParentSpan(context);
        if (parent != null) {
            builder = builder.setParent(parent.context());
        }
        getTracingContext(context).setSpan(builder.name(getSpanName(context)).start());
    }

    @Override
    public void onStop(SlowOperationContext context) {
        SlowOperation operation = context.operation();
        Span span = getRequiredSpan(context);
        tagSpan(context, span);
        span.end(micros(operation.begun().plus(operation.took())), TimeUnit.MICROSECONDS);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    @Override
    public Tracer getTracer() {
        return tracer;
    }
}
