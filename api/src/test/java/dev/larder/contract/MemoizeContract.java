package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.LoadOptions;
import dev.larder.MemoizedBiFunction;
import dev.larder.MemoizedFunction;
import dev.larder.MemoizedInterface;
import dev.larder.MemoizedSupplier;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.FakeClock;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Memoized functions: where their results are, and when they are called. */
public interface MemoizeContract extends CacheUnderTest {

    // ---- functions

    @Test
    default void function_calledAgain_returnsTheKeptResult(Cache<Object, Object> cache, CacheTestbed testbed) {
        AtomicInteger calls = new AtomicInteger();
        MemoizedFunction<String, Object> length = cache.memoize("length").function((String text) -> {
            calls.incrementAndGet();
            return (long) text.length();
        });

        assertThat(length.apply("four")).isEqualTo(4L);
        assertThat(length.apply("four")).isEqualTo(4L);
        assertThat(length.apply("three")).isEqualTo(5L);
        assertThat(testbed.open().memoize("length").function(unused -> "called").apply("four"))
                .isEqualTo(4L);
        assertThat(calls).hasValue(2);
    }

    @Test
    default void supplierAndBiFunction_calledAgain_returnTheKeptResult(Cache<Object, Object> cache) {
        AtomicInteger calls = new AtomicInteger();
        MemoizedSupplier<Object> supplier = cache.memoize("count").supplier(() -> (long) calls.incrementAndGet());
        MemoizedBiFunction<Integer, Integer, Object> sum = cache.memoize("sum").biFunction((Integer a, Integer b) -> {
            calls.incrementAndGet();
            return (long) (a + b);
        });

        assertThat(supplier.get()).isEqualTo(1L);
        assertThat(supplier.get()).isEqualTo(1L);
        assertThat(sum.apply(1, 2)).isEqualTo(3L);
        assertThat(sum.apply(1, 2)).isEqualTo(3L);
        assertThat(sum.apply(2, 1)).isEqualTo(3L);
        assertThat(calls).hasValue(3);
    }

    @Test
    default void fibonacci_ofTheTutorial_hasItsSum(CacheTestbed testbed) {
        Cache<Object, BigInteger> cache = testbed.open(options -> options.values(new BigIntegerCodec()));
        AtomicInteger calls = new AtomicInteger();
        AtomicReference<MemoizedFunction<Long, BigInteger>> fibonacci = new AtomicReference<>();
        fibonacci.set(cache.memoize("fibonacci")
                .options(expireAfter(Duration.ofSeconds(1)).tag("fib"))
                .function((Long n) -> {
                    calls.incrementAndGet();
                    return n < 2
                            ? BigInteger.valueOf(n)
                            : fibonacci.get().apply(n - 1).add(fibonacci.get().apply(n - 2));
                }));

        assertThat(LongStream.range(0, 100)
                        .mapToObj(n -> fibonacci.get().apply(n))
                        .reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(new BigInteger("573147844013817084100"));
        assertThat(calls).as("each number once").hasValue(100);
        assertThat(cache.evict("fib")).isEqualTo(100);
    }

    @Test
    default void function_nullResult_isAHit(Cache<Object, Object> cache, FakeClock clock) {
        AtomicInteger calls = new AtomicInteger();
        MemoizedFunction<String, Object> find = cache.memoize("find")
                .options(expireAfter(Duration.ofSeconds(10)))
                .function((String key) -> {
                    calls.incrementAndGet();
                    return null;
                });

        assertThat(find.apply("key")).isNull();
        assertThat(find.apply("key")).isNull();
        assertThat(calls).hasValue(1);
        clock.advanceSeconds(10);
        assertThat(find.apply("key")).isNull();
        assertThat(calls).hasValue(2);
    }

    @Test
    default void function_timeToLiveOfZero_isLookedUpButNotStored(Cache<Object, Object> cache) {
        AtomicInteger calls = new AtomicInteger();
        var slow = cache.memoize("slow");
        MemoizedFunction<Long, Object> never =
                slow.options(expireAfter(Duration.ZERO)).function((Long n) -> (long) calls.incrementAndGet());
        assertThat(never.apply(5L)).isEqualTo(1L);
        assertThat(never.apply(5L)).isEqualTo(2L);

        slow.function(n -> "kept").apply(5L);
        assertThat(never.apply(5L)).isEqualTo("kept");
    }

    @Test
    default void function_thatThrows_isCalledAgain(Cache<Object, Object> cache) {
        AtomicInteger calls = new AtomicInteger();
        MemoizedFunction<Long, Object> flaky = cache.memoize("flaky").function((Long n) -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalArgumentException("once");
            }
            return n;
        });

        assertThatThrownBy(() -> flaky.apply(1L)).isInstanceOf(IllegalArgumentException.class);
        assertThat(flaky.apply(1L)).isEqualTo(1L);
    }

    @Test
    default void function_withLoadOptions_isLoadedSo(Cache<Object, Object> cache, FakeClock clock) {
        MemoizedFunction<Long, Object> function = cache.memoize("stale")
                .options(LoadOptions.storing(expireAfter(Duration.ofSeconds(1))).staleIfError(Duration.ofSeconds(1)))
                .function((Long n) -> {
                    if (!clock.instant().equals(FakeClock.START)) {
                        throw new IllegalArgumentException("later");
                    }
                    return "value";
                });
        assertThat(function.apply(1L)).isEqualTo("value");
        clock.advanceSeconds(1);

        assertThat(function.apply(1L)).isEqualTo("value");
        clock.advanceSeconds(1);
        assertThatThrownBy(() -> function.apply(1L)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void plain_function_isTheOneThatWasGiven(Cache<Object, Object> cache) {
        AtomicInteger calls = new AtomicInteger();
        MemoizedFunction<Long, Object> function =
                cache.memoize("plain").function((Long n) -> (long) calls.incrementAndGet());
        function.apply(1L);

        assertThat(function.plain().apply(1L)).isEqualTo(2L);
        assertThat(function.apply(1L)).isEqualTo(1L);
    }

    // ---- keys

    @Test
    default void keyOf_call_isWherePythonHasIt(CacheTestbed testbed) {
        // a codec of keys that could not write it
        Cache<Long, Object> cache = testbed.open(options -> options.keys(Codec.int64()));
        MemoizedFunction<Object, Object> function = cache.memoize("nm").function(n -> "value");
        MemoizedBiFunction<Object, Object, Object> two = cache.memoize("nm").biFunction((a, b) -> "value");

        // pickletools.optimize(pickle.dumps(('nm', 2, None), 5)) and so on
        assertThat(function.keyOf(2)).isEqualTo(pickled("80059509000000000000008c026e6d4b024e872e"));
        assertThat(cache.memoize("nm").supplier(() -> "value").keyOf())
                .isEqualTo(pickled("80059507000000000000008c026e6d4e862e"));
        assertThat(two.keyOf("a", "b").pickled()).isTrue();
        function.apply(2);
        assertThat(testbed.openStore(function.keyOf(2)).get(function.keyOf(2), Access.IGNORE))
                .isEqualTo(Encoded.natively(Scalar.of("value")));
    }

    private static Key pickled(String hex) {
        return new Key(Scalar.of(HexFormat.of().parseHex(hex)), true);
    }

    @Test
    default void ignore_positions_makeOneCallOfThose(Cache<Object, Object> cache) {
        AtomicInteger calls = new AtomicInteger();
        MemoizedBiFunction<Object, Object, Object> function =
                cache.memoize("ignoring").ignore(1).biFunction((a, b) -> (long) calls.incrementAndGet());

        assertThat(function.apply("a", new Object())).isEqualTo(1L);
        assertThat(function.apply("a", "b")).isEqualTo(1L);
        assertThat(function.apply("b", "b")).isEqualTo(2L);
        assertThatThrownBy(() -> cache.memoize("ignoring").ignore(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void typed_argumentsOfOtherTypes_areOtherCalls(Cache<Object, Object> cache) {
        MemoizedFunction<Object, Object> typed = cache.memoize("typed").typed().function(n -> "value");
        MemoizedFunction<Object, Object> untyped = cache.memoize("typed").function(n -> "value");

        assertThat(typed.keyOf(1)).isNotEqualTo(typed.keyOf(1.0)).isNotEqualTo(untyped.keyOf(1));
    }

    @Test
    default void function_argumentWithoutForm_isRefused(Cache<Object, Object> cache) {
        MemoizedFunction<Object, Object> function = cache.memoize("function").function(n -> "value");

        assertThatThrownBy(() -> function.apply(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Argument 0");
    }

    @Test
    default void result_underTheOtherFormOfACall_isFound(Cache<Object, Object> cache, CacheTestbed testbed) {
        MemoizedBiFunction<Object, Object, Object> function =
                cache.memoize("twice").biFunction((a, b) -> "called");
        // pickletools.optimize(pickle.dumps(('twice', a, a, None), 5)) with a = 'argument'
        Key shared = pickled("8005951800000000000000288c0574776963658c08617267756d656e749468004e742e");
        testbed.openStore(shared)
                .store(
                        shared,
                        Item.of(Encoded.natively(Scalar.of("by Python"))),
                        Condition.always(),
                        null,
                        Cull.NONE,
                        Wait.FOREVER);

        assertThat(function.apply("argument", "argument")).isEqualTo("by Python");
        assertThat(function.forget("argument", "argument")).isTrue();
        assertThat(function.apply("argument", "argument")).isEqualTo("called");
    }

    @Test
    default void forget_call_isMadeAgain(Cache<Object, Object> cache) {
        AtomicInteger calls = new AtomicInteger();
        MemoizedFunction<Long, Object> function =
                cache.memoize("function").function((Long n) -> (long) calls.incrementAndGet());
        MemoizedSupplier<Object> supplier = cache.memoize("supplier").supplier(() -> "value");
        function.apply(1L);

        assertThat(supplier.forget()).isFalse();
        assertThat(function.forget(1L)).isTrue();
        assertThat(function.forget(1L)).isFalse();
        assertThat(function.apply(1L)).isEqualTo(2L);
    }

    // ---- interfaces

    /** What is memoized. */
    interface Service {

        int size(String name);

        @Nullable
        Object find(String name) throws IOException;

        Object overloaded(int n);

        Object overloaded(long n);

        double ratio();

        void touch();

        default String greeting(String name) {
            return "Hello " + name + size(name);
        }

        @Override
        boolean equals(@Nullable Object other);
    }

    /** Counts its calls. */
    final class Target implements Service {

        private int calls;

        @Override
        public int size(String name) {
            calls++;
            return name.length();
        }

        @Override
        public @Nullable Object find(String name) throws IOException {
            calls++;
            if (name.isEmpty()) {
                throw new IOException("no name");
            }
            return null;
        }

        @Override
        public Object overloaded(int n) {
            return "int";
        }

        @Override
        public Object overloaded(long n) {
            return "long";
        }

        @Override
        public double ratio() {
            calls++;
            return 0.5;
        }

        @Override
        public void touch() {
            calls++;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other == this;
        }

        @Override
        public int hashCode() {
            return 42;
        }

        @Override
        public String toString() {
            return "the target";
        }
    }

    @Test
    default void proxy_methods_areMemoizedEachUnderItsName(Cache<Object, Object> cache) throws Exception {
        Target target = new Target();
        MemoizedInterface<Service> memoized = cache.memoize("service").proxy(Service.class, target);
        Service service = memoized.proxy();
        for (int i = 0; i < 2; i++) {
            assertThat(service.size("four")).isEqualTo(4);
            assertThat(service.ratio()).isEqualTo(0.5);
            assertThat(service.find("name")).isNull();
            assertThat(service.greeting("Ann")).isEqualTo("Hello Ann3");
            assertThat(service.overloaded(1)).isEqualTo("int");
            assertThat(service.overloaded(1L)).isEqualTo("long");
        }

        assertThat(target.calls).as("size twice, ratio, find").isEqualTo(4);
        assertThat(memoized.plain()).isSameAs(target);
        assertThat(memoized.keyOf(api -> api.size("four")))
                .isEqualTo(cache.memoize("service.size").function(n -> 0).keyOf("four"));
        assertThat(memoized.keyOf(api -> api.overloaded(1)))
                .isEqualTo(cache.memoize("service.overloaded(int)")
                        .function(n -> 0)
                        .keyOf(1));
        assertThat(memoized.forget(api -> api.size("four"))).isTrue();
        service.size("four");
        assertThat(target.calls).isEqualTo(5);
    }

    @Test
    default void proxy_methodsThatReturnNothing_goToTheTarget(Cache<Object, Object> cache) {
        Target target = new Target();
        MemoizedInterface<Service> memoized = cache.memoize("service").proxy(Service.class, target);
        memoized.proxy().touch();
        memoized.proxy().touch();

        assertThat(target.calls).isEqualTo(2);
        assertThat(memoized.proxy()).hasToString("the target").hasSameHashCodeAs(target);
        assertThat(memoized.proxy().equals(target)).isTrue();
        for (Consumer<Service> call : List.<Consumer<Service>>of(
                Service::touch, api -> assertThat(api.equals(target)).isTrue(), api -> {})) {
            assertThatThrownBy(() -> memoized.keyOf(call)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void proxy_checkedException_passesThrough(Cache<Object, Object> cache) {
        Service service =
                cache.memoize("service").proxy(Service.class, new Target()).proxy();

        assertThatThrownBy(() -> service.find(""))
                .isInstanceOf(IOException.class)
                .hasMessage("no name");
    }

    @Test
    default void proxy_resultOfAnotherType_isRefused(Cache<Object, Object> cache, CacheTestbed testbed) {
        MemoizedInterface<Service> memoized = cache.memoize("service").proxy(Service.class, new Target());
        Key key = memoized.keyOf(api -> api.size("four"));
        for (Encoded wrong : List.of(
                Encoded.natively(Scalar.of(1L << 40)),
                Encoded.natively(Scalar.of(1.5)),
                Encoded.natively(Scalar.of("4")),
                new Encoded(Scalar.of(new byte[] {'N', '.'}), Encoding.PICKLE))) {
            testbed.openStore(key).store(key, Item.of(wrong), Condition.always(), null, Cull.NONE, Wait.FOREVER);

            assertThatThrownBy(() -> memoized.proxy().size("four"))
                    .as("%s", wrong)
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("size");
        }
    }

    @Test
    default void proxy_ofAClass_isRefused(Cache<Object, Object> cache) {
        assertThatThrownBy(() -> cache.memoize("service").proxy(Target.class, new Target()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an interface");
    }

    @Test
    default void memoize_options_leaveTheEarlierOnesAlone(Cache<Object, Object> cache) {
        var plain = cache.memoize("name");
        plain.typed();
        plain.ignore(0);
        plain.options(WriteOptions.tagged("tag"));
        plain.function(n -> "value").apply(1L);

        assertThat(cache.evict("tag")).isZero();
        assertThat(plain.function(n -> "other").apply(2L)).isEqualTo("other");
    }
}
