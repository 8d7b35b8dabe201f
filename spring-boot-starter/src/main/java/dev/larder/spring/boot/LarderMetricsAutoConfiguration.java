package dev.larder.spring.boot;

import dev.larder.Larder;
import dev.larder.WorkQueue;
import dev.larder.micrometer.CacheMeters;
import dev.larder.micrometer.QueueMeters;
import dev.larder.spring.LarderCache;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives the meters of {@code larder-micrometer} to Spring Boot: those of caches to its metrics of caches, in the terms
 * of Spring Boot 3 or of Spring Boot 4, which has moved them.
 */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass({CacheMeters.class, MeterBinder.class})
@ConditionalOnBean(Larder.class)
public class LarderMetricsAutoConfiguration {

    LarderMetricsAutoConfiguration() {}

    /** Those of the work queues that properties name. */
    @Bean
    MeterBinder larderQueueMeters(LarderProperties properties, ListableBeanFactory beans) {
        return registry -> {
            for (String name : properties.queues().keySet()) {
                WorkQueue<?> queue = beans.getBean(LarderCollectionsRegistrar.queueBean(name), WorkQueue.class);
                QueueMeters.of(queue, name, Tags.empty()).bindTo(registry);
            }
        };
    }

    /** Spring Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.actuate.metrics.cache.CacheMeterBinderProvider.class)
    static class Boot3 {

        @Bean
        org.springframework.boot.actuate.metrics.cache.CacheMeterBinderProvider<LarderCache>
                larderCacheMeterBinderProvider() {
            return (cache, tags) -> CacheMeters.of(cache.getNativeCache(), cache.getName(), tags);
        }
    }

    /** Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.cache.metrics.CacheMeterBinderProvider.class)
    static class Boot4 {

        @Bean
        org.springframework.boot.cache.metrics.CacheMeterBinderProvider<LarderCache> larderCacheMeterBinderProvider() {
            return (cache, tags) -> CacheMeters.of(cache.getNativeCache(), cache.getName(), tags);
        }
    }
}
