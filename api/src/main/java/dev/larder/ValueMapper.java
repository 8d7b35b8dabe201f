package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Settings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Users' values and stores' values. */
final class ValueMapper<V> {

    private final Codec<V> codec;
    private final Undecodable policy;

    ValueMapper(Codec<V> codec, Undecodable policy) {
        this.codec = codec;
        this.policy = policy;
    }

    /** The same for a store with these settings. */
    ValueMapper<V> in(Settings settings) {
        return new ValueMapper<>(codec.in(settings), policy);
    }

    /**
     * The store's form of {@code value}.
     *
     * @throws SerializationException if the codec cannot write it
     */
    Encoded encode(Key key, V value) {
        Objects.requireNonNull(value, "value");
        try {
            return codec.encode(value);
        } catch (SerializationException e) {
            throw new SerializationException(
                    "The value for key " + KeyMapper.describe(key) + " cannot be written by codec " + codec.name()
                            + ": " + e.getMessage(),
                    e);
        }
    }

    /**
     * The user's form of a value, or null if the codec cannot read it and such entries are to be taken for absent.
     *
     * @throws SerializationException if the codec cannot read it and that is to fail
     */
    @Nullable
    V decode(Key key, Encoded encoded) {
        try {
            return codec.decode(encoded);
        } catch (RuntimeException e) {
            undecodable(key, encoded.encoding(), e.getMessage(), e);
            return null;
        }
    }

    /** As {@link #decode}, but None is null unless the codec reads it. */
    @Nullable
    V decodeOrNone(Key key, Encoded encoded) {
        if (!NoneValue.is(encoded)) {
            return decode(key, encoded);
        }
        try {
            return codec.decode(encoded);
        } catch (RuntimeException noFormForNone) {
            return null;
        }
    }

    /**
     * Takes a value that the codec cannot read as the policy says: returns if its entry is to be taken for absent.
     *
     * @throws SerializationException if that is to fail
     */
    void undecodable(Key key, int encoding, @Nullable String reason, @Nullable Throwable cause) {
        if (policy == Undecodable.FAIL) {
            throw new SerializationException(
                    "The value of key " + KeyMapper.describe(key) + ", with encoding number " + encoding
                            + ", cannot be read by codec " + codec.name() + ": " + reason,
                    cause);
        }
    }

    /**
     * Whether entries whose values cannot be read are to be taken for absent, so that what comes after them is looked
     * for.
     */
    boolean passesUndecodable() {
        return policy == Undecodable.MISS;
    }

    /** The store's form of {@code value}, or null if it is nothing that could be a value. */
    @Nullable
    Encoded encodeOrNull(Object value) {
        try {
            @SuppressWarnings("unchecked") // the codec checks
            V candidate = (V) value;
            return codec.encode(candidate);
        } catch (ClassCastException | SerializationException | IllegalArgumentException notAValue) {
            return null;
        }
    }

    /** Whether a store holds both for one value, or, where it cannot compare them, their class does. */
    boolean isEqual(V value, Object other) {
        return isComparable() ? codec.encode(value).equals(encodeOrNull(other)) : Objects.deepEquals(value, other);
    }

    /** Whether equal values always have the same encoded form, so that a store can compare them. */
    boolean isComparable() {
        return codec.isDeterministic();
    }

    /** The encoding number of streamed values. */
    int streamEncoding() {
        return codec.streamEncoding();
    }

    /**
     * Refuses a codec whose values are not plain bytes.
     *
     * @throws UnsupportedOperationException if it is one
     */
    void requireStreams(String operation) {
        if (!codec.acceptsStreams()) {
            throw new UnsupportedOperationException(
                    operation + " needs a codec whose values are plain bytes, but codec " + codec.name()
                            + " wraps them in a form of its own");
        }
    }

    /**
     * Refuses a codec whose values are not numbers of the type of {@code example}, before there is a number that it
     * cannot read.
     *
     * @throws UnsupportedOperationException if it is one
     */
    void requireNumbers(Scalar example) {
        try {
            codec.decode(Encoded.natively(example));
        } catch (RuntimeException e) {
            throw new UnsupportedOperationException(
                    "Adding " + (example instanceof Scalar.Int64 ? "integers" : "floating numbers")
                            + " needs a codec that reads them, which codec " + codec.name() + " does not",
                    e);
        }
    }
}
