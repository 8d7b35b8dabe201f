package dev.larder.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import dev.larder.Larder;
import dev.larder.Operation;
import dev.larder.SlowOperation;
import dev.larder.micrometer.SlowOperationMeters;
import dev.larder.micrometer.SlowOperationObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.tracing.BraveAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.tracing.MicrometerTracingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The property {@code larder.slow-operation-threshold}, with the observations of Spring Boot 3. */
final class LarderSlowOperationTest {

    private static final String ALL = "larder.slow-operation-threshold=0";

    @TempDir
    private Path directory;

    private ApplicationContextRunner application;

    @BeforeEach
    void configure() {
        application = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        LarderAutoConfiguration.class, LarderSlowOperationAutoConfiguration.class))
                .withPropertyValues("larder.directory=" + directory.resolve("larder"));
    }

    private ApplicationContextRunner observed() {
        return application.withConfiguration(AutoConfigurations.of(
                CompositeMeterRegistryAutoConfiguration.class,
                MetricsAutoConfiguration.class,
                SimpleMetricsExportAutoConfiguration.class,
                ObservationAutoConfiguration.class,
                LarderMetricsAutoConfiguration.class));
    }

    private static Timer gets(MeterRegistry registry) {
        return registry.get("larder.slow.operation")
                .tags("collection", "cache/pages", "operation", "get", "error", "none")
                .timer();
    }

    @Test
    void threshold_withObservations_timesWhatTheOperationTook() {
        observed().withPropertyValues(ALL).run(context -> {
            context.getBean(Larder.class).cache("pages").get("key");
            MeterRegistry registry = context.getBean(MeterRegistry.class);

            assertThat(gets(registry).count()).isEqualTo(1);
            assertThat(gets(registry).totalTime(TimeUnit.NANOSECONDS)).isPositive();
            assertThat(registry.find("larder.slow.operation.active").meters())
                    .as("what the handler for all observations would make")
                    .isEmpty();
            assertThat(context).hasSingleBean(DefaultMeterObservationHandler.class);
            Observation.start("other", context.getBean(ObservationRegistry.class))
                    .stop();
            assertThat(registry.get("other").timer().count()).isEqualTo(1);
        });
    }

    @Test
    void threshold_withTracing_makesSpansToo() {
        List<MutableSpan> spans = new CopyOnWriteArrayList<>();
        observed()
                .withConfiguration(
                        AutoConfigurations.of(BraveAutoConfiguration.class, MicrometerTracingAutoConfiguration.class))
                .withBean(SpanHandler.class, () -> new SpanHandler() {
                    @Override
                    public boolean end(TraceContext trace, MutableSpan span, Cause cause) {
                        return spans.add(span);
                    }
                })
                .withPropertyValues(ALL, "management.tracing.sampling.probability=1")
                .run(context -> {
                    context.getBean(Larder.class).cache("pages").get("key");

                    assertThat(gets(context.getBean(MeterRegistry.class)).totalTime(TimeUnit.NANOSECONDS))
                            .isPositive();
                    assertThat(spans)
                            .filteredOn(span -> span.name().equals("get cache/pages"))
                            .singleElement()
                            .satisfies(
                                    span -> assertThat(span.finishTimestamp()).isGreaterThan(span.startTimestamp()));
                    Observation.start("other", context.getBean(ObservationRegistry.class))
                            .stop();
                    assertThat(spans).extracting(MutableSpan::name).contains("other");
                });
    }

    @Test
    void threshold_inADataSource_countsThereToo() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:slow;DB_CLOSE_DELAY=-1;OPTIMIZE_REUSE_RESULTS=0");
        observed()
                .withBean(DataSource.class, () -> database)
                .withPropertyValues(ALL, "larder.storage=data-source")
                .run(context -> {
                    context.getBean(Larder.class).cache("pages").get("key");

                    assertThat(gets(context.getBean(MeterRegistry.class)).count())
                            .isEqualTo(1);
                });
    }

    @Test
    void threshold_notSet_observesNothing() {
        observed().run(context -> {
            context.getBean(Larder.class).cache("pages").get("key");

            assertThat(context)
                    .doesNotHaveBean(LarderSlowOperationListener.class)
                    .doesNotHaveBean(SlowOperationMeters.class);
            assertThat(context.getBean(MeterRegistry.class)
                            .find("larder.slow.operation")
                            .meters())
                    .isEmpty();
        });
    }

    @Test
    void threshold_longerThanOperations_observesNone() {
        observed().withPropertyValues("larder.slow-operation-threshold=1h").run(context -> {
            context.getBean(Larder.class).cache("pages").get("key");

            assertThat(context.getBean(MeterRegistry.class)
                            .find("larder.slow.operation")
                            .meters())
                    .isEmpty();
        });
    }

    @Test
    void threshold_withoutObservations_logsWarnings() {
        for (ApplicationContextRunner each : List.of(
                application,
                application.withClassLoader(new FilteredClassLoader(
                        SlowOperationObserver.class, ObservationRegistry.class, Tracer.class)))) {
            List<LogRecord> logged = Logged.during(() -> each.withPropertyValues(ALL)
                    .run(context -> context.getBean(Larder.class).cache("pages").get("key")));

            assertThat(logged)
                    .extracting(LogRecord::getMessage)
                    .anyMatch(message -> message.startsWith("get of cache/pages took "));
        }
    }

    @Test
    void listener_ofTheApplicationsOwn_isToldInstead() {
        List<SlowOperation> told = new CopyOnWriteArrayList<>();
        observed()
                .withBean(LarderSlowOperationListener.class, () -> told::add)
                .withPropertyValues(ALL)
                .run(context -> {
                    context.getBean(Larder.class).cache("pages").get("key");

                    assertThat(told).extracting(SlowOperation::operation).contains(Operation.GET);
                    assertThat(context.getBean(MeterRegistry.class)
                                    .find("larder.slow.operation")
                                    .meters())
                            .isEmpty();
                });
    }

    @Test
    void threshold_negative_failsWithAnAnalysis() {
        application.withPropertyValues("larder.slow-operation-threshold=-1s").run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(BadLarderPropertyException.class)
                    .hasMessageContaining("larder.slow-operation-threshold")
                    .hasMessageContaining("PT-1S");
        });
    }
}
