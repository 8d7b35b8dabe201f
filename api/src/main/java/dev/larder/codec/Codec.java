package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Settings;
import java.util.Objects;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of one type into what a storage holds natively, and back.
 *
 * <p>A codec writes one encoding number, which the store keeps beside each value, and refuses to read any other, so
 * that a value is never taken for something it is not. Implementations are immutable and safe for use by several
 * threads. A codec is {@link java.io.Serializable} if a {@link dev.larder.CacheReference} is to carry it.
 *
 * <p>Arrays are not copied on the way: what {@link #encode} was given must not change until the operation that stores
 * it has returned, and what {@link #decode} returns belongs to the caller.
 *
 * <p>The codecs made here are serialisable, except those that hold a key ({@link #encrypted}) and those that wrap a
 * codec that is not. The layouts they write are in the format document.
 *
 * @param <T> type of the values
 */
public interface Codec<T> {

    /**
     * The native types, told apart by their class: {@code String}, {@code byte[]}, {@code Long} (also {@code Integer},
     * {@code Short} and {@code Byte}, which read back as {@code Long}) and {@code Double} (also {@code Float}, which
     * reads back as {@code Double}). Any other class, and {@code NaN}, which stores do not keep, is a
     * {@link SerializationException}.
     */
    static Codec<Object> natives() {
        return new NativeCodec();
    }

    /** Text, kept as text. */
    static Codec<String> string() {
        return new StringCodec();
    }

    /** Bytes, kept as they are. Streamed values are bytes. */
    static Codec<byte[]> bytes() {
        return new BytesCodec();
    }

    /** 64-bit integers, kept as numbers, so that they can be incremented in place. */
    static Codec<Long> int64() {
        return new Int64Codec();
    }

    /**
     * 64-bit floating-point numbers, kept as numbers; an integer in the store is not one of them. {@code NaN}, which
     * stores do not keep, is a {@link SerializationException}.
     */
    static Codec<Double> float64() {
        return new Float64Codec();
    }

    /**
     * JDK serialisation, for objects of {@code type} made of classes on an allow-list; both writing and reading refuse
     * any other class by name, reading before the class is loaded or any of its code runs.
     *
     * <p>Allowed are {@code type} and {@code alsoAllowed} with their superclasses, {@code String}, the boxed types,
     * {@code BigInteger}, {@code BigDecimal}, {@code UUID}, the values of {@code java.time}, and arrays of what is
     * allowed. Naming the interface {@code List}, {@code Set} or {@code Map} allows the unmodifiable collections of
     * {@code List.of}, {@code Set.of} and {@code Map.of}; all other collections are allowed by their class, for example
     * {@code Codec.serializable(Job.class, ArrayList.class)}. Dynamic proxies and lambdas are never allowed.
     *
     * <p>Graphs nested deeper than 1000 objects, or than the reading thread's stack allows (up to 2 KiB for each), can
     * be written but not read. Arrays that claim more than the bytes there are, are refused before they are made.
     * Stores that others can write to should not hold hashed collections in this form: nesting them makes computing
     * their hash arbitrarily slow.
     *
     * <p>Not for keys: equal objects need not have equal bytes; {@link #serializableKeys} sees to that.
     */
    static <T> Codec<T> serializable(Class<T> type, Class<?>... alsoAllowed) {
        return new SerializableCodec<>(type, AllowedClasses.of(type, alsoAllowed), false);
    }

    /**
     * As {@link #serializable}, for keys: objects of the same class whose fields have the same values have the same
     * bytes, whether or not two of their fields hold the very same text, number, {@code UUID} or value of
     * {@code java.time}. A key is found again by an object that is equal in this sense; its {@code equals} and
     * {@code hashCode} are not asked. So fields that are no part of what makes two keys equal have to be transient.
     *
     * <p>Hashed collections, and the collections of {@code List.of}, {@code Set.of} and {@code Map.of}, are refused
     * within keys, since their bytes may be others in the next process: take an array, an {@code ArrayList} or a
     * {@code TreeMap}.
     */
    static <T> Codec<T> serializableKeys(Class<T> type, Class<?>... alsoAllowed) {
        return new SerializableCodec<>(type, AllowedClasses.of(type, alsoAllowed), true);
    }

    /**
     * The scalar of {@code encoded}, for the {@link #decode} of a codec that writes one encoding number and one form.
     *
     * @param codec who asks, for the message
     * @throws SerializationException if the encoding number or the form is another
     */
    static <S extends Scalar> S require(Codec<?> codec, Encoded encoded, int encoding, Class<S> form) {
        if (encoded.encoding() == encoding && form.isInstance(encoded.scalar())) {
            return form.cast(encoded.scalar());
        }
        throw Mismatch.between(codec, encoding, form, encoded);
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

    /**
     * This codec as a store with these settings needs it; asked for once, when a collection is opened. The default is
     * this codec.
     */
    default Codec<T> in(Settings settings) {
        Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * Another native form under which other programs may have stored {@code key}; null, as by default, or that of
     * {@link #encode} if there is none. An entry that is not under the form of {@link #encode} is looked for under this
     * one.
     *
     * @throws SerializationException as {@link #encode}
     */
    default @Nullable Encoded otherForm(T key) {
        Objects.requireNonNull(key, "key");
        return null;
    }

    /** Name for messages and for the record of what a collection holds, for example {@code json(com.example.Job)}. */
    String name();

    /** Whether equal values always have equal native forms, which keys need. The default says yes. */
    default boolean isDeterministic() {
        return true;
    }

    /**
     * Whether the order of the native forms (numbers by value, then texts by code point, then bytes, unsigned) is one
     * of the values too, so that an index can be read in that order and by ranges of its keys. The default says no.
     */
    default boolean keepsOrder() {
        return false;
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

    /** As {@link #compressed(long)}, for values of up to 256 MiB. */
    default Codec<T> compressed() {
        return compressed(CompressedCodec.DEFAULT_MAX_BYTES);
    }

    /**
     * This codec with its forms compressed (zlib); those that would not become smaller are kept as they are. Damage is
     * noticed by a checksum.
     *
     * <p>Not for keys: another release of the compressor may give other bytes.
     *
     * @param maxBytes the greatest length before compression that is written and read, which bounds what a small row
     *     can unfold to in memory
     * @throws IllegalArgumentException if {@code maxBytes} is not positive
     */
    default Codec<T> compressed(long maxBytes) {
        return new CompressedCodec<>(this, maxBytes);
    }

    /**
     * As {@link #encrypted(EncryptionKeys)}, with one key whose id is empty.
     *
     * @throws IllegalArgumentException if {@code key} is not an AES key
     */
    default Codec<T> encrypted(SecretKey key) {
        return encrypted(EncryptionKeys.of(key));
    }

    /**
     * This codec with its forms encrypted and authenticated: AES in Galois/counter mode with a random nonce for each
     * value. A value that was changed outside, or whose key {@code keys} does not have, is a
     * {@link SerializationException}. A value is not bound to its key in the store: who can write there can put it
     * under another key. To compress as well, compress first: {@code codec.compressed().encrypted(keys)}.
     *
     * <p>Not for keys: each time a value is encrypted its bytes are others. Not serialisable, so that no encryption key
     * is.
     */
    default Codec<T> encrypted(EncryptionKeys keys) {
        return new EncryptedCodec<>(this, keys);
    }
}
