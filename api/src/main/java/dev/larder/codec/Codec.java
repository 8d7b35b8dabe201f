package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.SerializationException;

/**
 * Turns values of one type into what a storage holds natively, and back.
 *
 * <p>A codec writes one encoding number, which the store keeps beside each value, and refuses to read any other, so
 * that a value is never taken for something it is not. Implementations are immutable and safe for use by several
 * threads. A codec is {@link java.io.Serializable} if a {@link dev.larder.CacheReference} is to carry it.
 *
 * @param <T> type of the values
 */
public interface Codec<T> {

    /**
     * The native types: {@code Long} (and smaller integers), {@code Double} (and {@code Float}), {@code String} and
     * {@code byte[]}.
     */
    static Codec<Object> natives() {
        return NativeCodec.INSTANCE;
    }

    /**
     * The native form of {@code value}.
     *
     * @throws SerializationException if this value cannot be written
     * @throws IllegalArgumentException if it is a text that has no UTF-8 form
     */
    Encoded encode(T value);

    /**
     * The value of a native form.
     *
     * @throws SerializationException if the encoding number is not this codec's, or the bytes are not what it writes
     */
    T decode(Encoded encoded);

    /** Name for messages and for the record of what a collection holds, for example {@code json(com.example.Job)}. */
    String name();

    /** Whether equal values always have equal native forms, which keys need. The default says yes. */
    default boolean isDeterministic() {
        return true;
    }

    /**
     * Whether bytes streamed into an entry are a value that this codec can read, and its values' bytes are what a
     * stream should deliver. The default says no.
     */
    default boolean acceptsStreams() {
        return false;
    }

    /**
     * The encoding number of values that are streamed bytes; asked for only if {@link #acceptsStreams()}. The default
     * is that of native values.
     */
    default int streamEncoding() {
        return Encoding.NATIVE;
    }
}
