package dev.larder;

import dev.larder.storage.Encoding;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How to memoize functions in a cache: {@code cache.memoize("weather").options(expireAfter(Duration.ofHours(1)))
 * .function(Weather::ask)}. Immutable.
 *
 * <p><b>Results</b> are values of the cache, written by its codec, and are looked up and loaded as
 * {@link Cache#get(Object, Function, LoadOptions)} does, with all it says about threads, processes, failures and
 * transactions. A null result is kept as other results are (as Python's None), unless {@link LoadOptions#cacheAbsent}
 * says for how long, or the expiry depends on the value: then it is not kept.
 *
 * <p><b>Keys</b> pass by the codec of the keys: a key is the {@linkplain Encoding#PICKLE pickle} of the tuple of the
 * name, the arguments that are not ignored, and {@code None}, as DiskCache makes it of positional arguments; with
 * {@link #typed} their types follow. Arguments are null, {@code Boolean}, integers from {@code Byte} to
 * {@code BigInteger}, {@code Float}, {@code Double}, {@code Character}, {@code String}, {@code byte[]}, and
 * {@code List}s of these, which are tuples; others are an {@link IllegalArgumentException} unless they are ignored. So
 * {@code 1} and {@code 1L} are one argument, {@code 1} and {@code 1.0} are two.
 *
 * @param <V> type of the results, which is that of the cache's values
 */
public final class Memoizer<V> {

    private final String name;
    private final MemoizedCalls<V> calls;
    private final boolean typed;
    private final Set<Integer> ignored;
    private final LoadOptions<? super V> options;

    Memoizer(String name, MemoizedCalls<V> calls) {
        this(Objects.requireNonNull(name, "name"), calls, false, Set.of(), LoadOptions.storing(WriteOptions.none()));
    }

    private Memoizer(
            String name, MemoizedCalls<V> calls, boolean typed, Set<Integer> ignored, LoadOptions<? super V> options) {
        this.name = name;
        this.calls = calls;
        this.typed = typed;
        this.ignored = ignored;
        this.options = options;
    }

    /** Adds the arguments' types to the keys. */
    public Memoizer<V> typed() {
        return new Memoizer<>(name, calls, true, ignored, options);
    }

    /**
     * Leaves arguments out of the keys: calls that differ in these only share one result.
     *
     * @param positions from 0
     * @throws IllegalArgumentException if one is negative
     */
    public Memoizer<V> ignore(int... positions) {
        for (int position : positions) {
            if (position < 0) {
                throw new IllegalArgumentException("Arguments have positions from 0, not " + position);
            }
        }
        Set<Integer> all = Arrays.stream(positions).boxed().collect(Collectors.toUnmodifiableSet());
        return new Memoizer<>(name, calls, typed, all, options);
    }

    /** Results get this expiry and tag; none if not said. A time to live of zero: looked up, but not stored. */
    public Memoizer<V> options(WriteOptions options) {
        return options(LoadOptions.storing(options));
    }

    /** Results are loaded and kept as these options say. */
    public Memoizer<V> options(LoadOptions<? super V> options) {
        return new Memoizer<>(name, calls, typed, ignored, Objects.requireNonNull(options, "options"));
    }

    /** Memoizes a function without arguments. */
    public MemoizedSupplier<V> supplier(Supplier<? extends @Nullable V> function) {
        return new MemoizedSupplier<>(function, results(name));
    }

    /** Memoizes a function of one argument. */
    public <A extends @Nullable Object> MemoizedFunction<A, V> function(
            Function<? super A, ? extends @Nullable V> function) {
        return new MemoizedFunction<>(function, results(name));
    }

    /** Memoizes a function of two arguments. */
    public <A extends @Nullable Object, B extends @Nullable Object> MemoizedBiFunction<A, B, V> biFunction(
            BiFunction<? super A, ? super B, ? extends @Nullable V> function) {
        return new MemoizedBiFunction<>(function, results(name));
    }

    /**
     * Memoizes every method of an interface, under this name, a dot and the name of the method; overloaded methods have
     * the types of their parameters after that, as in {@code weather.ask(java.lang.String,int)}. {@link #ignore}
     * concerns the arguments of each method.
     *
     * <p>Methods that return nothing, and those of {@code Object}, go to {@code target} each time. A result that was
     * read is converted to the type that the method returns if both are numbers and nothing is lost; else, and if None
     * is to be a primitive, the call throws a {@link dev.larder.storage.SerializationException}. What a method throws
     * passes through as {@link Cache#get(Object, Function, LoadOptions)} says, checked exceptions too.
     *
     * @throws IllegalArgumentException if {@code type} is not an interface, or one that Larder may not use because its
     *     module does not export it
     */
    public <T> MemoizedInterface<T> proxy(Class<T> type, T target) {
        return new MemoizedInterface<>(type, target, method -> results(name + "." + method));
    }

    private MemoizedResults<V> results(String name) {
        return new MemoizedResults<>(calls, new CallKeys(name, typed, ignored, calls.pickleProtocol()), options);
    }
}
