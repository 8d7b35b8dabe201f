package dev.larder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
final class SerializableCodecTest {

    private enum State {
        OPEN,
        /** A constant with a class of its own. */
        CLOSED {
            @Override
            public String toString() {
                return "closed";
            }
        }
    }

    private record Job(String name, State state, List<String> steps) implements Serializable {}

    private static class Base implements Serializable {
        private static final long serialVersionUID = 1L;
        final int number;

        Base(int number) {
            this.number = number;
        }
    }

    private static final class Derived extends Base {
        private static final long serialVersionUID = 1L;
        final String text;

        Derived(int number, String text) {
            super(number);
            this.text = text;
        }
    }

    /** What an attacker looks for: a class on the class path that does something when it is read. */
    private static final class Gadget implements Serializable {
        static final AtomicBoolean RUN = new AtomicBoolean();

        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            RUN.set(true);
        }
    }

    /** With a method of its own for reading, which takes the most of the stack. */
    private static final class Chain implements Serializable {
        private static final long serialVersionUID = 1L;
        private final @Nullable Chain next;

        Chain(@Nullable Chain next) {
            this.next = next;
        }

        static Chain ofLength(int length) {
            Chain chain = new Chain(null);
            for (int i = 1; i < length; i++) {
                chain = new Chain(chain);
            }
            return chain;
        }

        int length() {
            int length = 0;
            for (Chain c = this; c != null; c = c.next) {
                length++;
            }
            return length;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
        }
    }

    @Test
    void serializable_recordWithListAndEnum_comesBack() {
        Codec<Job> codec = Codec.serializable(Job.class, State.class, List.class);
        Job job = new Job("sweep", State.CLOSED, List.of("a", "b", "c"));

        Encoded encoded = codec.encode(job);

        assertThat(encoded.encoding()).isEqualTo(Encoding.JAVA_SERIALIZATION);
        assertThat(codec.decode(encoded)).isEqualTo(job);
    }

    @Test
    void serializable_subclass_bringsItsSuperclasses() {
        Codec<Base> codec = Codec.serializable(Base.class, Derived.class);

        Derived read = (Derived) codec.decode(codec.encode(new Derived(3, "three")));

        assertThat(read.number).isEqualTo(3);
        assertThat(read.text).isEqualTo("three");
    }

    static List<Object> values() {
        return List.of(
                true,
                (byte) 1,
                'c',
                (short) 2,
                3,
                4L,
                5.0f,
                6.0,
                "text",
                BigInteger.TEN.pow(50),
                new BigDecimal("1.50"),
                new UUID(1, 2),
                DayOfWeek.FRIDAY,
                Month.MAY,
                Duration.ofMillis(1),
                Instant.EPOCH,
                LocalDate.EPOCH,
                LocalTime.NOON,
                LocalDateTime.MIN,
                MonthDay.of(2, 29),
                OffsetDateTime.MAX,
                OffsetTime.MIN,
                Period.ofDays(1),
                Year.of(2026),
                YearMonth.of(2026, 11),
                ZoneOffset.UTC,
                ZoneId.of("Europe/Berlin"),
                ZonedDateTime.of(LocalDateTime.MIN, ZoneId.of("Europe/Berlin")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void serializable_jdkValue_isAllowedWithoutBeingNamed(Object value) {
        Codec<Object> codec = Codec.serializable(Object.class);

        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        Object[] array = {value, new Object[] {value}};
        assertThat((Object[]) codec.decode(codec.encode(array))).isEqualTo(array);
    }

    @Test
    void serializable_arrays_areAllowedWithTheirElements() {
        Codec<Object> codec = Codec.serializable(Object.class, Job[].class);
        Job job = new Job("a", State.OPEN, List.of());

        for (Object array : List.of(
                new long[1000], new int[][] {{1}, {2, 3}}, new byte[0], new double[5], new String[][] {{"x"}, null})) {
            assertThat(new Object[] {codec.decode(codec.encode(array))}).isEqualTo(new Object[] {array});
        }
        assertThatThrownBy(() -> codec.encode(new Job[] {job})).hasMessageContaining(State.class.getName());
        Codec<Job[]> jobs = Codec.serializable(Job[].class, State.class, List.class);
        assertThat(jobs.decode(jobs.encode(new Job[] {job}))).containsExactly(job);
    }

    static List<Object> collections() {
        List<Object> collections = new ArrayList<>();
        for (int size : new int[] {0, 1, 10, 1000}) {
            Map<Integer, Object> map = new HashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(i, i % 2 == 0 ? "even" : 1);
            }
            collections.addAll(List.of(
                    map,
                    new HashMap<>(Map.of(1, new HashMap<>(), 2, new HashSet<>())),
                    new LinkedHashMap<>(map),
                    new TreeMap<>(map),
                    new ConcurrentHashMap<>(map),
                    new HashSet<>(map.keySet()),
                    new ArrayList<>(map.keySet()),
                    new ArrayDeque<>(map.keySet()),
                    new PriorityQueue<>(map.keySet()),
                    List.copyOf(map.keySet()),
                    Set.copyOf(map.keySet()),
                    Map.copyOf(map)));
        }
        collections.add(new HashSet<>(100_000, 0.01f));
        return collections;
    }

    /** The limits on arrays must not get in the way of the tables that collections announce. */
    @ParameterizedTest
    @MethodSource("collections")
    void serializable_namedCollection_comesBack(Object collection) {
        Codec<Object> codec =
                Codec.serializable(Object.class, collection.getClass(), List.class, HashMap.class, HashSet.class);
        Codec<Object> segments = withSegments(collection, codec);

        Object read = segments.decode(segments.encode(collection));

        if (collection instanceof ArrayDeque<?> || collection instanceof PriorityQueue<?>) {
            assertThat(((Collection<?>) read).toArray()).isEqualTo(((Collection<?>) collection).toArray());
        } else {
            assertThat(read).isEqualTo(collection);
        }
    }

    @Test
    void serializable_identityMap_comesBack() {
        IdentityHashMap<String, Long> map = new IdentityHashMap<>();
        for (long i = 0; i < 1000; i++) {
            map.put("key " + i, i);
        }
        Codec<Object> codec = Codec.serializable(Object.class, IdentityHashMap.class);

        assertThat(codec.decode(codec.encode(map)).toString()).contains("key 999=999");
    }

    /** A ConcurrentHashMap is written with segments and locks of old. */
    private static Codec<Object> withSegments(Object collection, Codec<Object> otherwise) {
        if (!(collection instanceof ConcurrentHashMap)) {
            return otherwise;
        }
        try {
            return Codec.serializable(
                    Object.class,
                    ConcurrentHashMap.class,
                    Class.forName("java.util.concurrent.ConcurrentHashMap$Segment"),
                    Class.forName("java.util.concurrent.locks.ReentrantLock$NonfairSync"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void encode_classNotOnTheList_isRefusedByName() {
        Codec<Job> codec = Codec.serializable(Job.class, State.class);

        assertThatThrownBy(() -> codec.encode(new Job("a", State.OPEN, new ArrayList<>())))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("serializable(" + Job.class.getName() + ")")
                .hasMessageContaining("java.util.ArrayList")
                .hasMessageContaining("not on the codec's allow-list");
        assertThatThrownBy(() -> codec.encode(new Job("a", State.OPEN, List.of())))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.util.CollSer")
                .hasMessageContaining("List.of");
    }

    @Test
    void encode_notSerializable_isRefusedByName() {
        Codec<Thread> codec = Codec.serializable(Thread.class);

        assertThatThrownBy(() -> codec.encode(new Thread("unstarted")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.lang.Thread");
    }

    @Test
    void encode_lambdaOrProxy_isRefused() {
        Codec<Object> codec = Codec.serializable(Object.class, Callable.class);
        Callable<String> lambda = (Callable<String> & Serializable) () -> "run";
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Callable.class}, (p, method, args) -> "run");

        assertThatThrownBy(() -> codec.encode(lambda))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("SerializedLambda");
        assertThatThrownBy(() -> codec.encode(proxy)).isInstanceOf(SerializationException.class);
    }

    @Test
    void decode_gadget_isRefusedByNameAndNeverRuns() throws IOException {
        Codec<Object> codec = Codec.serializable(Object.class, ArrayList.class);
        byte[] gadget = serialise(new ArrayList<>(List.of("harmless", new Gadget())));

        assertThatThrownBy(() -> decode(codec, gadget))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Gadget.class.getName())
                .hasMessageContaining("not on the codec's allow-list");
        assertThatThrownBy(() -> decode(codec, serialise(new Gadget[0])))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Gadget.class.getName());
        assertThat(Gadget.RUN).isFalse();
    }

    @Test
    void decode_proxy_isRefused() throws IOException {
        Object proxy =
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Callable.class}, new Handler());
        byte[] bytes = serialise(proxy);

        assertThatThrownBy(() -> decode(Codec.serializable(Object.class, Callable.class, Handler.class), bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a dynamic proxy");
    }

    private record Handler() implements java.lang.reflect.InvocationHandler, Serializable {
        @Override
        public @Nullable Object invoke(Object proxy, java.lang.reflect.Method method, Object[] args) {
            return null;
        }
    }

    @Test
    void decode_anotherType_isRefused() throws IOException {
        Codec<Job> codec = Codec.serializable(Job.class);

        assertThatThrownBy(() -> decode(codec, serialise("text")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("found a java.lang.String instead");
        assertThatThrownBy(() -> decode(codec, serialise(null)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("found null instead");
        assertThatThrownBy(() -> codec.decode(new Encoded(Scalar.of("text"), Encoding.JAVA_SERIALIZATION)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("as Bytes, but found encoding 16 (JDK serialisation) as Text");
    }

    @Test
    void decode_bytesAfterTheObject_areRefused() throws IOException {
        byte[] bytes = serialise(List.of(1, 2));

        assertThatThrownBy(() -> decode(Codec.serializable(List.class), Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("1 bytes follow");
    }

    @Test
    void decode_arrayThatClaimsMoreThanThereIs_isRefusedWithoutBeingMade() throws IOException {
        byte[] bytes = serialise(new long[8]);
        ByteBuffer.wrap(bytes).putInt(bytes.length - 64 - 4, Integer.MAX_VALUE - 8);

        assertThatThrownBy(() -> decode(Codec.serializable(long[].class), bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("REJECTED");
    }

    @Test
    void decode_manyArraysThatTogetherClaimMoreThanThereIs_isRefused() throws IOException {
        byte[][] arrays = new byte[1000][];
        Arrays.setAll(arrays, i -> new byte[] {1});
        byte[] bytes = serialise(arrays);
        for (int i = 0; i < bytes.length - 5; i++) {
            // Each array of one byte claims as many as the stream has.
            if (ByteBuffer.wrap(bytes).getInt(i) == 1 && bytes[i + 4] == 1) {
                ByteBuffer.wrap(bytes).putInt(i, bytes.length);
            }
        }

        assertThatThrownBy(() -> decode(Codec.serializable(byte[][].class), bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("REJECTED");
    }

    @Test
    void decode_deepGraph_isReadToTheLimitAndRefusedBeyond() throws Exception {
        Codec<Chain> codec = Codec.serializable(Chain.class);
        inThreadWithStackOf(8 << 20, () -> {
            Encoded deepest = codec.encode(Chain.ofLength(SerializableCodec.MAX_DEPTH));
            Encoded deeper = codec.encode(Chain.ofLength(SerializableCodec.MAX_DEPTH + 1));

            assertThat(codec.decode(deepest).length()).isEqualTo(SerializableCodec.MAX_DEPTH);
            assertThatThrownBy(() -> codec.decode(deeper))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("REJECTED");
        });
    }

    @Test
    void decode_graphTooDeepForTheStack_isRefused() throws Exception {
        Codec<Chain> codec = Codec.serializable(Chain.class);
        AtomicReference<Encoded> deep = new AtomicReference<>();
        inThreadWithStackOf(8 << 20, () -> deep.set(codec.encode(Chain.ofLength(SerializableCodec.MAX_DEPTH))));

        inThreadWithStackOf(
                128 << 10,
                () -> assertThatThrownBy(() -> codec.decode(deep.get()))
                        .isInstanceOf(SerializationException.class)
                        .hasMessageContaining("StackOverflowError"));
    }

    @Test
    void encode_graphTooDeepForTheStack_isRefused() throws Exception {
        inThreadWithStackOf(
                512 << 10,
                () -> assertThatThrownBy(() -> Codec.serializable(Chain.class).encode(Chain.ofLength(1_000_000)))
                        .isInstanceOf(SerializationException.class)
                        .hasMessageContaining("nested too deeply"));
    }

    private static void inThreadWithStackOf(int bytes, Runnable work) throws Exception {
        FutureTask<Void> task = new FutureTask<>(work, null);
        new Thread(null, task, "small stack", bytes).start();
        task.get();
    }

    @Test
    void isDeterministic_no_soThatItCannotBeUsedForKeys() {
        assertThat(Codec.serializable(String.class).isDeterministic()).isFalse();
        assertThat(Codec.serializable(String.class).acceptsStreams()).isFalse();
    }

    @Test
    void serialised_comesBackEqual() {
        Codec<Job> codec = Codec.serializable(Job.class, State.class, List.class);

        assertThat(Serialised.copy(codec)).isEqualTo(codec);
    }

    private static <T> T decode(Codec<T> codec, byte[] bytes) {
        return codec.decode(new Encoded(Scalar.of(bytes), Encoding.JAVA_SERIALIZATION));
    }

    private static byte[] serialise(@Nullable Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }
}
