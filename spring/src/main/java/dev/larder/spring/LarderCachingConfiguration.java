package dev.larder.spring;

import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/** What {@link EnableLarderCaching} brings. */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class LarderCachingConfiguration {

    /** Puts a resolver of caches before that of Spring's interceptors, when they have found theirs. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static SmartInitializingSingleton larderCaching(
            ObjectProvider<CacheAspectSupport> aspects, ConfigurableBeanFactory beans) {
        return () -> aspects.forEach(aspect -> {
            aspect.afterSingletonsInstantiated();
            aspect.setCacheResolver(new LarderCacheResolver(aspect.getCacheResolver(), beans));
        });
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor larderTagEviction(
            ObjectProvider<CacheManager> managers, ConfigurableBeanFactory beans) {
        return new DefaultPointcutAdvisor(new EvictTagPointcut(), new EvictTagInterceptor(managers, beans));
    }
}
