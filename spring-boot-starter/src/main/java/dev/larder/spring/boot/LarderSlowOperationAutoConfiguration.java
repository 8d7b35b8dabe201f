package dev.larder.spring.boot;

import dev.larder.micrometer.SlowOperationMeters;
import dev.larder.micrometer.SlowOperationObserver;
import dev.larder.micrometer.SlowOperationSpans;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Observes slow operations, if the property {@code larder.slow-operation-threshold} says from when on they are.
 *
 * <p>Spring Boot, of both lines, puts the handlers of meters together in their order, and those of spans, and gives an
 * observation to the first of each that supports it. So ours come first, before those that support all. It is later
 * that they are declared: Spring Boot 3 leaves out its own if it finds another one.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.tracing.MicrometerTracingAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration"
        })
@ConditionalOnProperty("larder.slow-operation-threshold")
@ConditionalOnClass({SlowOperationObserver.class, ObservationRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
public class LarderSlowOperationAutoConfiguration {

    LarderSlowOperationAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    LarderSlowOperationListener larderSlowOperationListener(ObservationRegistry registry) {
        return SlowOperationObserver.of(registry)::accept;
    }

    /** Where there are meters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(MeterRegistry.class)
    static class Meters {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        SlowOperationMeters larderSlowOperationMeters(MeterRegistry registry) {
            return SlowOperationMeters.of(registry);
        }
    }

    /** Where there is tracing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Tracer.class)
    @ConditionalOnBean(Tracer.class)
    static class Spans {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        SlowOperationSpans larderSlowOperationSpans(Tracer tracer) {
            return SlowOperationSpans.of(tracer);
        }
    }
}
