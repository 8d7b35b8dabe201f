package dev.larder.spring;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Removes entries by tag around methods with {@link EvictTag}. */
final class EvictTagInterceptor implements MethodInterceptor {

    private final ObjectProvider<CacheManager> managers;
    private final Expressions expressions;

    EvictTagInterceptor(ObjectProvider<CacheManager> managers, BeanFactory beans) {
        this.managers = managers;
        this.expressions = new Expressions(beans);
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = Objects.requireNonNull(invocation.getThis(), "target");
        Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), AopUtils.getTargetClass(target));
        Set<EvictTag> evictions =
                AnnotatedElementUtils.findMergedRepeatableAnnotations(method, EvictTag.class, EvictTags.class);
        requireKnownResult(method);
        Expressions.Call call = new Expressions.Call(target, method, invocation.getArguments());
        evict(evictions, true, call, null);
        Object result = invocation.proceed();
        if (result instanceof CompletableFuture<?> future) {
            return future.thenApply(value -> {
                evict(evictions, false, call, value);
                return value;
            });
        }
        if (result instanceof CompletionStage<?> stage) {
            return stage.thenApply(value -> {
                evict(evictions, false, call, value);
                return value;
            });
        }
        evict(evictions, false, call, result);
        return result;
    }

    /** Refuses results that say later, in a way that is not known here, that the method is done. */
    private static void requireKnownResult(Method method) {
        Class<?> type = method.getReturnType();
        if (!CompletionStage.class.isAssignableFrom(type)
                && ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null) {
            throw new IllegalStateException(
                    "@EvictTag on " + method + ": it cannot be seen when a " + type.getSimpleName()
                            + " is done; return a CompletableFuture, or call LarderCache.evictTag where it is");
        }
    }

    private void evict(Set<EvictTag> evictions, boolean before, Expressions.Call call, @Nullable Object result) {
        for (EvictTag eviction : evictions) {
            if (eviction.beforeInvocation() == before) {
                Object found = expressions.evaluate(eviction.tag(), call, result);
                Collection<?> tags =
                        found instanceof Collection<?> several ? several : found == null ? List.of() : List.of(found);
                for (String name : eviction.cacheNames()) {
                    LarderCache cache = cache(name, call.method());
                    tags.forEach(cache::evictTag);
                }
            }
        }
    }

    private LarderCache cache(String name, Method method) {
        Cache cache = managers.getObject().getCache(name);
        if (cache instanceof LarderCache larder) {
            return larder;
        }
        throw new IllegalStateException("@EvictTag on " + method + " names the cache '" + name + "', which "
                + (cache == null ? "is not known to the cache manager" : "has no tags, since it is no Larder cache"));
    }
}
