package dev.larder.spring.boot;

import dev.larder.Larder;
import dev.larder.spring.LarderCacheManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health indicator {@code larder}, in the terms of Spring Boot 3 or of Spring Boot 4, which has moved them. */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnBean(Larder.class)
public class LarderHealthAutoConfiguration {

    LarderHealthAutoConfiguration() {}

    /** Spring Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        org.springframework.boot.actuate.health.AbstractHealthIndicator.class,
        org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator.class
    })
    static class Boot3 {

        @Bean
        @ConditionalOnMissingBean(name = "larderHealthIndicator")
        @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("larder")
        org.springframework.boot.actuate.health.HealthIndicator larderHealthIndicator(
                Larder larder, ObjectProvider<LarderCacheManager> managers) {
            LarderHealth health = new LarderHealth(larder, managers.getIfUnique());
            return new org.springframework.boot.actuate.health.AbstractHealthIndicator("Larder does not answer") {
                @Override
                protected void doHealthCheck(org.springframework.boot.actuate.health.Health.Builder builder) {
                    builder.up().withDetails(health.details());
                }
            };
        }
    }

    /** Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        org.springframework.boot.health.contributor.AbstractHealthIndicator.class,
        org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator.class
    })
    static class Boot4 {

        @Bean
        @ConditionalOnMissingBean(name = "larderHealthIndicator")
        @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("larder")
        org.springframework.boot.health.contributor.HealthIndicator larderHealthIndicator(
                Larder larder, ObjectProvider<LarderCacheManager> managers) {
            LarderHealth health = new LarderHealth(larder, managers.getIfUnique());
            return new org.springframework.boot.health.contributor.AbstractHealthIndicator("Larder does not answer") {
                @Override
                protected void doHealthCheck(org.springframework.boot.health.contributor.Health.Builder builder) {
                    builder.up().withDetails(health.details());
                }
            };
        }
    }
}
