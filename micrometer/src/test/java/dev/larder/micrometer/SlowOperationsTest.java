package dev.larder.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.CurrentTraceContext;
import brave.propagation.ThreadLocalCurrentTraceContext;
import brave.propagation.TraceContext;
import dev.larder.Cache;
import dev.larder.Operation;
import dev.larder.SlowOperation;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveBaggageManager;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slow operations as observations, with the handlers that applications have. */
@Timeout(60)
final class SlowOperationsTest {

    private static final Instant BEGUN = Instant.parse("2026-05-06T07:08:09.123456Z");
    private static final Duration TOOK = Duration.ofMillis(312);
    private static final SlowOperation SLOW = new SlowOperation("cache/pages", Operation.SET, BEGUN, TOOK, null);

    @TempDir
    private Path directory;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<MutableSpan> spans = new ArrayList<>();
    private final CurrentTraceContext current = ThreadLocalCurrentTraceContext.create();
    private final Tracing tracing = Tracing.newBuilder()
            .currentTraceContext(current)
            .addSpanHandler(new SpanHandler() {
                @Override
                public boolean end(TraceContext context, MutableSpan span, Cause cause) {
                    return spans.add(span);
                }
            })
            .build();
    private final Tracer tracer =
            new BraveTracer(tracing.tracer(), new BraveCurrentTraceContext(current), new BraveBaggageManager());
    private final ObservationRegistry observations = ObservationRegistry.create();

    SlowOperationsTest() {
        observations
                .observationConfig()
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        SlowOperationMeters.of(meters), new DefaultMeterObservationHandler(meters)))
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        SlowOperationSpans.of(tracer), new DefaultTracingObservationHandler(tracer)));
    }

    @AfterEach
    void end() {
        tracing.close();
    }

    private static long micros(Instant instant) {
        return TimeUnit.SECONDS.toMicros(instant.getEpochSecond()) + instant.getNano() / 1_000;
    }

    @Test
    void meters_ofASlowOperation_haveTheTimeThatItTook() {
        SlowOperationObserver observer = SlowOperationObserver.of(observations);
        observer.accept(SLOW);
        observer.accept(SLOW);
        observer.accept(new SlowOperation(
                "cache/pages", Operation.SET, BEGUN, Duration.ofSeconds(5), new IllegalStateException("failed")));

        Timer good = meters.get("larder.slow.operation")
                .tags("collection", "cache/pages", "operation", "set", "error", "none")
                .timer();
        assertThat(good.count()).isEqualTo(2);
        assertThat(good.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(624);
        assertThat(good.max(TimeUnit.MILLISECONDS)).isEqualTo(312);
        Timer failed = meters.get("larder.slow.operation")
                .tags("error", "IllegalStateException")
                .timer();
        assertThat(failed.count()).isEqualTo(1);
        assertThat(failed.totalTime(TimeUnit.SECONDS)).isEqualTo(5);
        assertThat(meters.getMeters())
                .as("nothing of the handler for all observations")
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .containsOnly("larder.slow.operation");
    }

    @Test
    void spans_ofASlowOperation_lastFromItsBeginToItsEndBeneathTheCurrentOne() {
        Span request = tracer.nextSpan().name("request").start();
        try (Tracer.SpanInScope scope = tracer.withSpan(request)) {
            assertThat(scope).isNotNull();
            SlowOperationObserver.of(observations).accept(SLOW);
        } finally {
            request.end();
        }

        MutableSpan span = spans.get(0);
        assertThat(span.name()).isEqualTo("set cache/pages");
        assertThat(span.startTimestamp()).isEqualTo(micros(BEGUN));
        assertThat(span.finishTimestamp()).isEqualTo(micros(BEGUN.plus(TOOK)));
        assertThat(span.traceId()).isEqualTo(request.context().traceId());
        assertThat(span.parentId()).isEqualTo(request.context().spanId());
        assertThat(span.tags()).containsAllEntriesOf(Map.of("collection", "cache/pages", "operation", "set"));
        assertThat(span.error()).isNull();
        assertThat(spans).hasSize(2);
        assertThat(tracer.currentSpan()).isNull();
    }

    @Test
    void spans_inAnObservation_areBeneathItsSpan() {
        Observation request = Observation.start("request", observations);
        request.scoped(() -> SlowOperationObserver.of(observations).accept(SLOW));
        request.stop();

        assertThat(spans).extracting(MutableSpan::name).containsExactly("set cache/pages", "request");
        assertThat(spans.get(0).parentId()).isEqualTo(spans.get(1).id());
    }

    @Test
    void spans_ofAFailure_haveItAndNeedNoOtherSpan() {
        IllegalStateException failure = new IllegalStateException("failed");
        SlowOperationObserver.of(observations)
                .accept(new SlowOperation("cache/pages", Operation.GET, BEGUN, TOOK, failure));

        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.error()).isSameAs(failure);
            assertThat(span.parentId()).isNull();
            assertThat(span.finishTimestamp()).isEqualTo(micros(BEGUN.plus(TOOK)));
        });
    }

    @Test
    void observer_asListenerOfACache_observesWhatItDoes() {
        Instant before = Instant.now();
        try (Cache<Object, Object> cache = Cache.at(directory)
                .slowOperations(Duration.ZERO, SlowOperationObserver.of(observations))
                .open()) {
            cache.set("key", "value");
            assertThatThrownBy(() -> cache.increment("key")).isInstanceOf(RuntimeException.class);
        }

        Timer set = meters.get("larder.slow.operation").tags("operation", "set").timer();
        assertThat(set.count()).isEqualTo(1);
        assertThat(set.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(spans)
                .filteredOn(span -> span.name().startsWith("set "))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.finishTimestamp()).isGreaterThan(span.startTimestamp());
                    assertThat(span.startTimestamp()).isBetween(micros(before) - 1, micros(Instant.now()));
                });
        assertThat(spans)
                .filteredOn(span -> span.name().startsWith("increment "))
                .singleElement()
                .satisfies(span -> assertThat(span.error()).isNotNull());
    }

    @Test
    void observer_ofARegistryWithoutHandlers_doesNothing() {
        SlowOperationObserver.of(ObservationRegistry.NOOP).accept(SLOW);
        SlowOperationObserver.of(ObservationRegistry.create()).accept(SLOW);

        assertThat(meters.getMeters()).isEmpty();
        assertThat(spans).isEmpty();
    }
}
