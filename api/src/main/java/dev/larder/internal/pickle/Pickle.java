package dev.larder.internal.pickle;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Pickles, as keys and as values: of plain data, or of what a {@link PickleModel} says. Which Java types stand for
 * plain data, the package says.
 */
public final class Pickle {

    /** The least protocol that is written; Python 2.3 and later read it. Protocol 0 and 1 are only read. */
    public static final int MIN_PROTOCOL = 2;

    /** The greatest protocol that is written and read; Python 3.8 and later read it. */
    public static final int MAX_PROTOCOL = 5;

    private Pickle() {}

    /**
     * The pickle that is a key, byte for byte as Python DiskCache makes it of an object whose equal parts are objects
     * of their own, as they are when they came from different places.
     *
     * @param protocol the store's
     * @throws IllegalArgumentException if the value or a part of it is not plain data, a text has an unpaired
     *     surrogate, or the protocol is not one from {@value #MIN_PROTOCOL} to {@value #MAX_PROTOCOL}
     */
    public static byte[] key(@Nullable Object value, int protocol) {
        return key(value, protocol, PlainData.MODEL, PlainData.LIMITS);
    }

    /**
     * As {@link #key(Object, int)}, of what a model says.
     *
     * @throws IllegalArgumentException as with {@link #key(Object, int)}, or if reading it would exceed the limits
     */
    public static byte[] key(@Nullable Object value, int protocol, PickleModel model, PickleLimits limits) {
        return PickleWriter.write(value, requireProtocol(protocol), false, model, limits);
    }

    /**
     * The pickle that is a key, byte for byte as Python DiskCache makes it of an object whose equal parts are one and
     * the same object, as constants of one function are. It is {@link #key} again if no part comes twice.
     *
     * @param protocol the store's
     * @throws IllegalArgumentException as with {@link #key}
     */
    public static byte[] sharedKey(@Nullable Object value, int protocol) {
        return sharedKey(value, protocol, PlainData.MODEL, PlainData.LIMITS);
    }

    /**
     * As {@link #sharedKey(Object, int)}, of what a model says.
     *
     * @throws IllegalArgumentException as with {@link #key(Object, int, PickleModel, PickleLimits)}
     */
    public static byte[] sharedKey(@Nullable Object value, int protocol, PickleModel model, PickleLimits limits) {
        return PickleWriter.write(value, requireProtocol(protocol), true, model, limits);
    }

    /**
     * A value that is a pickle.
     *
     * @param protocol the store's, which is one that all who share the store can read
     * @throws IllegalArgumentException as with {@link #key}
     */
    public static Encoded value(@Nullable Object value, int protocol) {
        return new Encoded(Scalar.of(key(value, protocol)), Encoding.PICKLE);
    }

    /**
     * What a pickle of any protocol holds, whether a key or a value. Takes time and memory in proportion to its length.
     *
     * @throws UnreadablePickleException if it is not a pickle of plain data, or larger than {@link Tuple} may be
     */
    public static @Nullable Object read(byte[] pickle) {
        return read(pickle, PlainData.MODEL, PlainData.LIMITS);
    }

    /**
     * As {@link #read(byte[])}, of what a model says.
     *
     * @throws UnreadablePickleException if it is not a pickle of that, or exceeds the limits
     */
    public static @Nullable Object read(byte[] pickle, PickleModel model, PickleLimits limits) {
        return PickleReader.read(pickle, model, limits);
    }

    /**
     * What a value holds that is a pickle.
     *
     * @throws SerializationException if the value is none, or cannot be {@linkplain #read(byte[]) read}
     */
    public static @Nullable Object read(Encoded value) {
        if (value.encoding() != Encoding.PICKLE || !(value.scalar() instanceof Scalar.Bytes bytes)) {
            throw new SerializationException("The value is not a Python pickle, but has the encoding number "
                    + value.encoding() + "; read it with the codec that wrote it, or replace it");
        }
        try {
            return read(bytes.value());
        } catch (UnreadablePickleException e) {
            throw new SerializationException(
                    "The value is not a Python pickle of plain data: " + e.getMessage() + "; replace it", e);
        }
    }

    private static int requireProtocol(int protocol) {
        if (protocol < MIN_PROTOCOL || protocol > MAX_PROTOCOL) {
            throw new IllegalArgumentException("Pickles are written in protocol " + MIN_PROTOCOL + " to " + MAX_PROTOCOL
                    + ", not in " + protocol + "; set disk_pickle_protocol to one of these in a new store");
        }
        return protocol;
    }
}
