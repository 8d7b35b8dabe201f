package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.LoadOptions;
import dev.larder.Order;
import dev.larder.Progress;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import java.io.InputStream;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Null: refused at once wherever it is not declared. */
public interface NullContract extends CacheUnderTest {

    @Test
    default void null_forEachArgumentOfEachMethod_isRefused(Cache<Object, Object> cache) {
        requireRefused(cache, Cache.class);
        requireRefused(cache.withTimeout(Duration.ofSeconds(1)), Cache.class);
        assertThat(cache.size()).isZero();
    }

    @Test
    default void null_forEachArgumentOfTheBuilder_isRefused(CacheTestbed testbed) {
        requireRefused(testbed.builder(), CacheBuilder.class);
        assertThatNullPointerException().isThrownBy(() -> Cache.at(null));
        assertThatNullPointerException().isThrownBy(() -> Cache.on(null));
    }

    @Test
    default void null_forWriteOptions_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> WriteOptions.expireAfter(null));
        assertThatNullPointerException().isThrownBy(() -> WriteOptions.expireAt(null));
        assertThatNullPointerException().isThrownBy(() -> WriteOptions.tagged(null));
        assertThatNullPointerException().isThrownBy(() -> WriteOptions.none().tag(null));
    }

    @Test
    default void null_whereItIsDeclared_isTaken(Cache<Object, Object> cache) {
        assertThat(cache.getOrDefault("key", null)).isNull();
        assertThat(cache.push("item", null).prefix()).isNull();
        assertThat(cache.peek(null)).isPresent();
        assertThat(cache.peek(null, Side.BACK)).isPresent();
        assertThat(cache.pull(null)).isPresent();
        assertThat(cache.pull(null, Side.BACK)).isEmpty();
    }

    private static void requireRefused(Object target, Class<?> type) {
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() == type)
                .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
        List<String> refused = new ArrayList<>();
        for (Method method : methods) {
            for (int i = 0; i < method.getParameterCount(); i++) {
                if (!method.getParameterTypes()[i].isPrimitive()
                        && !isNullable(method.getAnnotatedParameterTypes()[i])) {
                    requireRefused(target, method, i);
                    refused.add(method.getName());
                }
            }
        }
        assertThat(refused).as("methods with such parameters").hasSizeGreaterThan(10);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static void requireRefused(Object target, Method method, int position) {
        @Nullable Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == position ? null : argument(method, i);
        }
        assertThatThrownBy(() -> {
                    try {
                        method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })
                .as("%s with null as argument %d", method, position + 1)
                .isInstanceOf(NullPointerException.class);
    }

    /** Something that is valid for a parameter. */
    private static Object argument(Method method, int position) {
        Class<?> type = method.getParameterTypes()[position];
        if (method.getName().equals("configure") || method.getName().equals("with")) {
            return type == Setting.class ? Setting.CULL_LIMIT : 10L;
        }
        return Map.<Class<?>, Object>ofEntries(
                        Map.entry(Object.class, "key"),
                        Map.entry(String.class, "text"),
                        Map.entry(InputStream.class, InputStream.nullInputStream()),
                        Map.entry(WriteOptions.class, WriteOptions.none()),
                        Map.entry(LoadOptions.class, LoadOptions.storing(WriteOptions.none())),
                        Map.entry(Executor.class, (Executor) Runnable::run),
                        Map.entry(Duration.class, Duration.ofSeconds(1)),
                        Map.entry(Collection.class, List.of("key")),
                        Map.entry(Map.class, Map.of("key", "value")),
                        Map.entry(Progress.class, Progress.NONE),
                        Map.entry(Side.class, Side.BACK),
                        Map.entry(Order.class, Order.KEY),
                        Map.entry(Codec.class, Codec.natives()),
                        Map.entry(Consumer.class, (Consumer<Object>) cache -> {}),
                        Map.entry(Function.class, (Function<Object, Object>) cache -> cache),
                        Map.entry(boolean.class, true),
                        Map.entry(long.class, 1L),
                        Map.entry(double.class, 1.0))
                .get(type);
    }
}
