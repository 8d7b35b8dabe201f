package dev.larder.codec.pickle;

import dev.larder.codec.Codec;
import dev.larder.internal.pickle.Pickle;
import dev.larder.internal.pickle.PickleLimits;
import dev.larder.internal.pickle.UnreadablePickleException;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys or values as DiskCache has them: text, bytes, 64-bit integers and floats as they are, all else as a pickle.
 *
 * @param type what values are; others are refused
 * @param forKeys whether values are keys: then None can be one, and bytes must be exactly those of Python
 * @param registered the user's classes by name
 * @param maxOpcodes that are read and written
 * @param protocol of the store
 */
record PickleCodec<T>(
        Class<T> type, boolean forKeys, Map<String, PickledClass> registered, int maxOpcodes, int protocol)
        implements Codec<T>, Serializable {

    /** Each level takes some frames of the stack; Python's own limit is of that order. */
    static final int MAX_DEPTH = 200;

    private static final long serialVersionUID = 1L;

    @Override
    public Encoded encode(T value) {
        Object plain = plain(value);
        return isNative(plain) ? encodeNative(plain) : pickled(write(plain, false));
    }

    /** The form that Python writes if equal parts of the key are one object. */
    @Override
    public @Nullable Encoded otherForm(T value) {
        Object plain = plain(value);
        return isNative(plain) ? null : pickled(write(plain, true));
    }

    /** What Python holds to be the same, in the form that tells whether it is kept as it is. */
    private Object plain(T value) {
        if (!type.isInstance(value)) {
            throw new SerializationException("Codec " + name() + " was given a "
                    + value.getClass().getName() + "; choose a codec for that class");
        }
        if (value instanceof BigInteger number && number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return value;
    }

    private static boolean isNative(Object value) {
        return value instanceof String
                || value instanceof byte[]
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Double
                || value instanceof Float;
    }

    private static Encoded encodeNative(Object value) {
        return Codec.natives().encode(value);
    }

    private static Encoded pickled(byte[] pickle) {
        return new Encoded(Scalar.of(pickle), Encoding.PICKLE);
    }

    private byte[] write(Object value, boolean sharing) {
        if (value == None.NONE && !forKeys) {
            throw new SerializationException("Codec " + name() + " writes no None: it is the absence of a value");
        }
        Object object = value == None.NONE ? null : value;
        // any Python reads what is older than its store asks for, but a key must be the same
        int written = forKeys ? protocol : Math.max(protocol, Pickle.MIN_PROTOCOL);
        DataModel model = new DataModel(registered, 0);
        try {
            return sharing
                    ? Pickle.sharedKey(object, written, model, limits())
                    : Pickle.key(object, written, model, limits());
        } catch (IllegalArgumentException e) {
            throw new SerializationException(
                    "Codec " + name() + " cannot write the " + value.getClass().getName() + ": " + e.getMessage(), e);
        }
    }

    private PickleLimits limits() {
        return new PickleLimits(MAX_DEPTH, maxOpcodes);
    }

    @Override
    public T decode(Encoded encoded) {
        Object value = encoded.encoding() == Encoding.NATIVE
                ? Codec.natives().decode(encoded)
                : read(Codec.require(this, encoded, Encoding.PICKLE, Scalar.Bytes.class)
                        .value());
        if (!type.isInstance(value)) {
            throw new SerializationException("Codec " + name() + " found a "
                    + value.getClass().getName() + "; read it with the codec that wrote it, or replace it");
        }
        return type.cast(value);
    }

    private Object read(byte[] pickle) {
        Object value;
        try {
            value = Pickle.read(pickle, new DataModel(registered, pickle.length), limits());
        } catch (UnreadablePickleException e) {
            throw new SerializationException(
                    "Codec " + name() + " cannot read the pickle: " + e.getMessage()
                            + "; register the class if it names one that may be read, or replace it",
                    e);
        }
        if (value != null) {
            return value;
        }
        if (forKeys) {
            return None.NONE;
        }
        throw new SerializationException("Codec " + name() + " found Python's None, which is no value");
    }

    @Override
    public Codec<T> in(Settings settings) {
        return new PickleCodec<>(
                type,
                forKeys,
                registered,
                maxOpcodes,
                settings.get(Setting.PICKLE_PROTOCOL).intValue());
    }

    @Override
    public String name() {
        return "pickle(" + type.getName() + ")";
    }

    /** The order of sets and maps is a part of a pickle, and none of their equality. */
    @Override
    public boolean isDeterministic() {
        return forKeys;
    }

    @Override
    public boolean acceptsStreams() {
        return true;
    }
}
