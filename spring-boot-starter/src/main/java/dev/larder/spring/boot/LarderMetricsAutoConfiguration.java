package dev.larder.spring.boot;

import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets Spring Boot's metrics of caches know those of Larder, in the terms of Spring Boot 3 or of Spring Boot 4, which
 * has moved them.
 */
@AutoConfiguration(after = LarderAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(LarderCacheManager.class)
public class LarderMetricsAutoConfiguration {

    LarderMetricsAutoConfiguration() {}

    /** Spring Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.actuate.metrics.cache.CacheMeterBinderProvider.class)
    static class Boot3 {

        @Bean
        org.springframework.boot.actuate.metrics.cache.CacheMeterBinderProvider<LarderCache>
                larderCacheMeterBinderProvider() {
            return LarderCacheMeters::new;
        }
    }

    /** Spring Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.cache.metrics.CacheMeterBinderProvider.class)
    static class Boot4 {

        @Bean
        org.springframework.boot.cache.metrics.CacheMeterBinderProvider<LarderCache> larderCacheMeterBinderProvider() {
            return LarderCacheMeters::new;
        }
    }
}
