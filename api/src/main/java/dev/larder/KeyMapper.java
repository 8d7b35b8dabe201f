package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Settings;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Users' keys and stores' keys. */
final class KeyMapper<K> {

    private static final int SHOWN_CHARACTERS = 100;

    private final Codec<K> codec;
    private final Undecodable policy;

    KeyMapper(Codec<K> codec, Undecodable policy) {
        this.codec = codec;
        this.policy = policy;
    }

    /** The same for a store with these settings. */
    KeyMapper<K> in(Settings settings) {
        return new KeyMapper<>(codec.in(settings), policy);
    }

    /**
     * The store's form of {@code key}.
     *
     * @throws SerializationException if the codec cannot write it
     * @throws IllegalArgumentException if no store could find it again
     */
    Key toKey(K key) {
        return toKey(encode(Objects.requireNonNull(key, "key")));
    }

    /** Another form under which other programs may have stored {@code key}, or null if there is none. */
    @Nullable
    Key otherKey(K key, Key first) {
        Encoded other = codec.otherForm(key);
        Key otherKey = other == null ? null : toKey(other);
        return first.equals(otherKey) ? null : otherKey;
    }

    private static Key toKey(Encoded encoded) {
        if (encoded.encoding() == Encoding.NATIVE) {
            return new Key(encoded.scalar(), false);
        }
        if (encoded.encoding() == Encoding.PICKLE) {
            return new Key(encoded.scalar(), true);
        }
        Encoding.requireWritable(encoded.encoding());
        return new Key(EncodedKey.wrap(encoded), false);
    }

    private Encoded encode(K key) {
        try {
            return codec.encode(key);
        } catch (SerializationException e) {
            if (key instanceof Number number && Double.isNaN(number.doubleValue())) {
                throw new IllegalArgumentException(
                        "NaN cannot be a key: it equals nothing, not even itself; choose another key", e);
            }
            throw e;
        }
    }

    /** The store's form of {@code key}, or null if it is nothing that could be a key. */
    @Nullable
    Key toKeyOrNull(Object key) {
        return orNull(key, this::toKey);
    }

    /** What {@code finder} makes of {@code key}, or null if it is nothing that could be a key. */
    @Nullable
    Key orNull(Object key, Function<K, Key> finder) {
        Objects.requireNonNull(key, "key");
        try {
            @SuppressWarnings("unchecked") // the codec checks
            K candidate = (K) key;
            return finder.apply(candidate);
        } catch (ClassCastException | SerializationException | IllegalArgumentException notAKey) {
            return null;
        }
    }

    /** The one among the keys that stores hold to be equal to {@code key} that is an integer, if one is. */
    static Key canonical(Key key) {
        if (key.scalar() instanceof Scalar.Float64 number) {
            double value = number.value();
            // the upper bound is 2^63, which is not a long
            if (value == Math.rint(value) && value >= Long.MIN_VALUE && value < -(double) Long.MIN_VALUE) {
                return Key.of((long) value);
            }
        }
        return key;
    }

    /** Whether the order of stores means something for these keys. */
    boolean keepsOrder() {
        return codec.keepsOrder();
    }

    /** What messages call the codec. */
    String codecName() {
        return codec.name();
    }

    /** The order of stores, for users' keys. */
    Comparator<K> order() {
        return Comparator.comparing(this::toKey, KeyOrder.INSTANCE);
    }

    /**
     * The user's form of a key, or null if the codec cannot read it and such entries are to be taken for absent.
     *
     * @throws SerializationException if the codec cannot read it and that is to fail
     */
    @Nullable
    K fromKey(Key key) {
        try {
            return decode(key);
        } catch (RuntimeException e) {
            if (policy == Undecodable.MISS) {
                return null;
            }
            throw new SerializationException(
                    "Key " + describe(key) + " cannot be read by the codec of the keys, " + codec.name() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private K decode(Key key) {
        if (key.pickled()) {
            return codec.decode(new Encoded(key.scalar(), Encoding.PICKLE));
        }
        Encoded wrapped = key.scalar() instanceof Scalar.Bytes bytes ? EncodedKey.unwrap(bytes.value()) : null;
        if (wrapped != null) {
            try {
                return codec.decode(wrapped);
            } catch (SerializationException e) {
                // another codec's, or somebody's own bytes that happen to look like it: a codec of bytes shows them
                return decodeNative(key, e);
            }
        }
        return codec.decode(Encoded.natively(key.scalar()));
    }

    private K decodeNative(Key key, SerializationException earlier) {
        try {
            return codec.decode(Encoded.natively(key.scalar()));
        } catch (SerializationException e) {
            throw earlier;
        }
    }

    /** A key as messages show it. */
    static String describe(Key key) {
        Scalar scalar = key.scalar();
        if (scalar instanceof Scalar.Text text) {
            String value = text.value();
            return value.length() <= SHOWN_CHARACTERS
                    ? "'" + value + "'"
                    : "'" + value.substring(0, SHOWN_CHARACTERS) + "…' (" + value.length() + " characters)";
        }
        if (scalar instanceof Scalar.Int64 number) {
            return Long.toString(number.value());
        }
        if (scalar instanceof Scalar.Float64 number) {
            return Double.toString(number.value());
        }
        return key.pickled() ? "pickled " + scalar : scalar.toString();
    }
}
