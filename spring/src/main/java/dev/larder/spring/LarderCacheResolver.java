package dev.larder.spring;

import dev.larder.WriteOptions;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheOperationInvocationContext;
import org.springframework.cache.interceptor.CacheResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** Gives methods with {@link LarderCaching} views of their caches that store as the annotation says. */
final class LarderCacheResolver implements CacheResolver {

    private final CacheResolver resolver;
    private final ConfigurableBeanFactory beans;
    private final Expressions expressions;

    /** @param resolver finds the caches, or null if nothing does */
    LarderCacheResolver(@Nullable CacheResolver resolver, ConfigurableBeanFactory beans) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.beans = beans;
        this.expressions = new Expressions(beans);
    }

    @Override
    public Collection<? extends Cache> resolveCaches(CacheOperationInvocationContext<?> context) {
        Collection<? extends Cache> caches = resolver.resolveCaches(context);
        Class<?> type = AopUtils.getTargetClass(context.getTarget());
        Method method = AopUtils.getMostSpecificMethod(context.getMethod(), type);
        LarderCaching caching = AnnotatedElementUtils.findMergedAnnotation(method, LarderCaching.class);
        if (caching == null) {
            caching = AnnotatedElementUtils.findMergedAnnotation(type, LarderCaching.class);
        }
        if (caching == null) {
            return caches;
        }
        Expressions.Call call = new Expressions.Call(context.getTarget(), method, context.getArgs());
        List<Cache> views = new ArrayList<>(caches.size());
        for (Cache cache : caches) {
            views.add(cache instanceof LarderCache larder ? view(larder, caching, call) : cache);
        }
        return views;
    }

    private LarderCache view(LarderCache cache, LarderCaching caching, Expressions.Call call) {
        Duration timeToLive = timeToLive(caching, cache);
        WriteOptions untagged = timeToLive == null ? WriteOptions.none() : WriteOptions.expireAfter(timeToLive);
        if (caching.tag().isEmpty()) {
            return cache.storing(untagged);
        }
        return cache.storing(value -> {
            Object tag = expressions.evaluate(caching.tag(), call, value);
            return tag == null ? untagged : untagged.tag(tag);
        });
    }

    private @Nullable Duration timeToLive(LarderCaching caching, LarderCache cache) {
        String told = beans.resolveEmbeddedValue(caching.timeToLive());
        if (told == null || told.isEmpty()) {
            return cache.timeToLive();
        }
        try {
            return DurationFormatterUtils.detectAndParse(told);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The time to live '" + told + "' in @LarderCaching is no duration; write it as 10m or PT10M", e);
        }
    }
}
