package dev.larder;

import dev.larder.storage.Key;
import dev.larder.storage.SerializationException;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An interface whose methods are memoized; see {@link Memoizer#proxy}. Safe for use by many threads if its target is.
 *
 * @param <T> the interface
 */
public final class MemoizedInterface<T> {

    private final Class<T> type;
    private final T plain;
    private final Map<Method, MemoizedMethod<?>> methods;
    private final T proxy;

    <V> MemoizedInterface(Class<T> type, T plain, Function<String, MemoizedResults<V>> resultsOf) {
        this.type = type;
        this.plain = Objects.requireNonNull(plain, "target");
        this.methods = methods(type, resultsOf);
        this.proxy = proxy(this::invoke);
    }

    private static <V> Map<Method, MemoizedMethod<?>> methods(
            Class<?> type, Function<String, MemoizedResults<V>> resultsOf) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(type.getName() + " is not an interface; memoize the methods of one");
        }
        Map<String, Long> overloads = Arrays.stream(type.getMethods())
                .filter(MemoizedInterface::isMemoized)
                .collect(Collectors.groupingBy(
                        Method::getName,
                        Collectors.mapping(
                                MemoizedInterface::signature,
                                Collectors.collectingAndThen(Collectors.toSet(), set -> (long) set.size()))));
        Map<Method, MemoizedMethod<?>> methods = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())) {
                continue;
            }
            if (!method.trySetAccessible()) {
                throw new IllegalArgumentException(
                        "Larder may not call " + method + "; export or open its package to the module dev.larder");
            }
            if (isMemoized(method)) {
                boolean isOverloaded = overloads.getOrDefault(method.getName(), 0L) > 1;
                String name = isOverloaded ? signature(method) : method.getName();
                methods.put(method, new MemoizedMethod<>(method, resultsOf.apply(name)));
            }
        }
        return Map.copyOf(methods);
    }

    private static boolean isMemoized(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && method.getReturnType() != void.class && !isOfObject(method);
    }

    /** Whether the interface declares again what every object has, as {@code Comparator} does {@code equals}. */
    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException ofTheInterface) {
            return false;
        }
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }

    @FunctionalInterface
    private interface Invocation {
        @Nullable
        Object of(Method method, @Nullable Object[] arguments) throws Throwable;
    }

    private T proxy(Invocation invocation) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> invocation.of(method, arguments == null ? new Object[0] : arguments)));
    }

    private @Nullable Object invoke(Method method, @Nullable Object[] arguments) throws Throwable {
        MemoizedMethod<?> memoized = methods.get(method);
        return memoized == null ? call(method, plain, arguments) : memoized.invoke(plain, arguments);
    }

    /** Calls a method; what it throws passes through. */
    private static @Nullable Object call(Method method, Object target, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
    }

    /** The interface with its methods memoized. */
    public T proxy() {
        return proxy;
    }

    /** The target itself. */
    public T plain() {
        return plain;
    }

    /**
     * Under which key the result of a call is, as in {@code weather.keyOf(api -> api.ask("Ghent"))}. The target is not
     * called.
     *
     * @throws IllegalArgumentException if {@code call} does not call one memoized method
     */
    public Key keyOf(Consumer<? super T> call) {
        Recorded recorded = record(call);
        return recorded.method.results.keys().of(recorded.arguments).key();
    }

    /**
     * Takes the result of a call from the cache; returns whether there was one. Otherwise as {@link #keyOf}.
     *
     * @throws IllegalArgumentException as {@link #keyOf}
     */
    public boolean forget(Consumer<? super T> call) {
        Recorded recorded = record(call);
        return recorded.method.results.forget(recorded.arguments);
    }

    private Recorded record(Consumer<? super T> call) {
        Recorder recorder = new Recorder();
        try {
            call.accept(proxy(recorder));
        } catch (Recorded recorded) {
            return recorded;
        }
        throw new IllegalArgumentException("The call was to none of the memoized methods of " + type.getName());
    }

    private final class Recorder implements Invocation {
        @Override
        public @Nullable Object of(Method method, @Nullable Object[] arguments) throws Throwable {
            MemoizedMethod<?> memoized = methods.get(method);
            if (memoized == null) {
                throw new IllegalArgumentException(method + " is not memoized: its calls have no keys");
            }
            throw new Recorded(memoized, arguments);
        }
    }

    /** Ends a call that is only to tell its arguments: there is no result to return. */
    @SuppressWarnings("serial") // never leaves this class
    private static final class Recorded extends RuntimeException {

        private final transient MemoizedMethod<?> method;
        private final transient @Nullable Object[] arguments;

        Recorded(MemoizedMethod<?> method, @Nullable Object[] arguments) {
            super("recorded", null, false, false);
            this.method = method;
            this.arguments = arguments;
        }
    }

    /** One method. */
    private record MemoizedMethod<V>(Method method, MemoizedResults<V> results) {

        @Nullable
        Object invoke(Object plain, @Nullable Object[] arguments) {
            return returnable(results.get(() -> load(plain, arguments), arguments));
        }

        @SuppressWarnings("unchecked") // the codec checks
        private @Nullable V load(Object plain, @Nullable Object[] arguments) {
            try {
                return (V) call(method, plain, arguments);
            } catch (Throwable e) {
                throw Loading.<RuntimeException>unchanged(e);
            }
        }

        private @Nullable Object returnable(@Nullable Object result) {
            Class<?> type = method.getReturnType();
            Class<?> boxed = MethodType.methodType(type).wrap().returnType();
            if (boxed.isInstance(result) || (result == null && !type.isPrimitive())) {
                return result;
            }
            Object converted = result instanceof Number number ? converted(number, boxed) : null;
            if (converted == null) {
                throw mismatch(result == null ? "None" : result.getClass().getName() + " " + result);
            }
            return converted;
        }

        private SerializationException mismatch(String found) {
            return new SerializationException("The memoized result of " + method + " is " + found
                    + " in the cache, which the method cannot return;"
                    + " memoize under another name, or with a codec for that type");
        }

        /** The number in the type that is wanted, or null if it does not fit. */
        private static @Nullable Object converted(Number number, Class<?> wanted) {
            if (number instanceof Double || number instanceof Float) {
                double value = number.doubleValue();
                if (wanted == Double.class) {
                    return value;
                }
                return wanted == Float.class && Double.compare((float) value, value) == 0
                        ? (Object) (float) value
                        : null;
            }
            long value = number.longValue();
            if (wanted == Long.class) {
                return value;
            }
            if (wanted == Integer.class) {
                return (int) value == value ? (Object) (int) value : null;
            }
            if (wanted == Short.class) {
                return (short) value == value ? (Object) (short) value : null;
            }
            return wanted == Byte.class && (byte) value == value ? (Object) (byte) value : null;
        }
    }
}
