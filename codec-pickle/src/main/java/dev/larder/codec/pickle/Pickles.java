package dev.larder.codec.pickle;

import dev.larder.codec.Codec;
import dev.larder.storage.Setting;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Codecs that read and write what Python's DiskCache does, so that both sides share all keys and values that are data.
 *
 * <p>Text, bytes, integers of 64 bits and floats are kept as they are, all else as a pickle. Python's types are in
 * Java:
 *
 * <table>
 * <caption>Types both ways</caption>
 * <tr><th>Python</th><th>Java</th></tr>
 * <tr><td>None</td><td>null as a part; {@link None} as a whole key; no value</td></tr>
 * <tr><td>bool</td><td>Boolean</td></tr>
 * <tr><td>int</td><td>Long, or BigInteger beyond 64 bits; Integer, Short and Byte are written too</td></tr>
 * <tr><td>float</td><td>Double; Float is written too</td></tr>
 * <tr><td>str</td><td>String</td></tr>
 * <tr><td>bytes</td><td>byte[]; a read-only ByteBuffer as a key of a map or an item of a set</td></tr>
 * <tr><td>bytearray</td><td>{@link ByteArray}</td></tr>
 * <tr><td>tuple</td><td>{@link Tuple}</td></tr>
 * <tr><td>list</td><td>ArrayList; any List is written</td></tr>
 * <tr><td>dict</td><td>LinkedHashMap; any Map is written, in its order</td></tr>
 * <tr><td>set</td><td>LinkedHashSet; any Set is written</td></tr>
 * <tr><td>frozenset</td><td>{@link FrozenSet}</td></tr>
 * <tr><td>datetime</td><td>LocalDateTime; OffsetDateTime if its tzinfo is a {@code datetime.timezone}</td></tr>
 * <tr><td>date</td><td>LocalDate</td></tr>
 * <tr><td>time</td><td>LocalTime; OffsetTime if its tzinfo is a {@code datetime.timezone}</td></tr>
 * <tr><td>timedelta</td><td>Duration</td></tr>
 * <tr><td>timezone</td><td>ZoneOffset</td></tr>
 * <tr><td>Decimal</td><td>BigDecimal</td></tr>
 * <tr><td>UUID</td><td>UUID</td></tr>
 * </table>
 *
 * <p><b>Reading</b> runs nothing that a pickle names. A class that is none of these, and any other call, is a
 * {@link dev.larder.storage.SerializationException} that names it, unless it was {@linkplain #withClass registered}. So
 * are damaged pickles, those nested deeper than 200, those of more than 2²⁰ opcodes (see {@link #withMaxOpcodes}),
 * those that would unfold to far more than their length, and those that contain themselves. All protocols are read.
 *
 * <p><b>Writing</b> refuses what would be another value in Python: nanoseconds, years beyond 9999, keys of a map that
 * are one key in Python ({@code 1}, {@code 1.0} and {@code true}), lists as keys of maps. It follows the store's
 * setting {@link Setting#PICKLE_PROTOCOL}. What has been written can be read within the same limits.
 *
 * <p><b>Keys</b> are found by their bytes, which are Python's. Equal parts of a key are written out each time; where
 * Python referred back to one object instead, an entry is found under that form, too. Maps and sets in keys count with
 * their order.
 *
 * <p>Immutable; the codecs are serialisable if the registered functions are.
 */
public final class Pickles {

    private static final int DEFAULT_MAX_OPCODES = 1 << 20;

    private static final Pickles DATA = new Pickles(Map.of(), DEFAULT_MAX_OPCODES);

    private final Map<String, PickledClass> registered;
    private final int maxOpcodes;

    private Pickles(Map<String, PickledClass> registered, int maxOpcodes) {
        this.registered = registered;
        this.maxOpcodes = maxOpcodes;
    }

    /** Pickles of data, and of no other class. */
    public static Pickles data() {
        return DATA;
    }

    /**
     * The same with another class that is read, or with another reader for one of the classes that are read anyway.
     * Such objects are not written.
     *
     * @param name module and qualified name as Python has them, for example {@code collections.OrderedDict}; also of a
     *     function, if pickles make such objects by calling it
     * @throws IllegalArgumentException if {@code name} has no module, or is registered already
     */
    public Pickles withClass(String name, PickledClass reader) {
        Objects.requireNonNull(reader, "reader");
        if (name.indexOf('.') <= 0) {
            throw new IllegalArgumentException(
                    "A class is registered by module and name, as in 'shop.models.Order', not as '" + name + "'");
        }
        Map<String, PickledClass> more = new HashMap<>(registered);
        if (more.put(name, reader) != null) {
            throw new IllegalArgumentException("The class " + name + " is registered already");
        }
        return new Pickles(Map.copyOf(more), maxOpcodes);
    }

    /**
     * The same with another limit to the opcodes of a key or a value. A number or a text takes one, what has parts two
     * or three. Each may take some hundred bytes of memory beside its own length, if the pickle was made to harm.
     *
     * @throws IllegalArgumentException if {@code maxOpcodes} is not positive
     */
    public Pickles withMaxOpcodes(int maxOpcodes) {
        if (maxOpcodes <= 0) {
            throw new IllegalArgumentException("The greatest number of opcodes must be positive: " + maxOpcodes);
        }
        return new Pickles(registered, maxOpcodes);
    }

    /** Keys of all types. */
    public Codec<Object> keys() {
        return keys(Object.class);
    }

    /** Keys of one type, for example {@link Tuple}; others are a {@code SerializationException}. */
    public <K> Codec<K> keys(Class<K> type) {
        return codec(type, true);
    }

    /** Values of all types. Python's None is no value: {@code get} returns null for it. */
    public Codec<Object> values() {
        return values(Object.class);
    }

    /** Values of one type; others are a {@code SerializationException}. */
    public <V> Codec<V> values(Class<V> type) {
        return codec(type, false);
    }

    private <T> Codec<T> codec(Class<T> type, boolean forKeys) {
        return new PickleCodec<>(
                Objects.requireNonNull(type, "type"),
                forKeys,
                registered,
                maxOpcodes,
                Setting.PICKLE_PROTOCOL.defaultValue().intValue());
    }
}
