package dev.larder.jcache;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.SerializationException;

/**
 * Any object: texts, {@code Long}, {@code Double} and bytes natively, as Larder's other collections have them, all else
 * serialised if its class is allowed. An object comes back as what it was: an {@code Integer} is not a {@code Long}.
 *
 * @param natives writes what stores hold natively
 * @param serialised writes all else
 */
record ObjectCodec(Codec<Object> natives, Codec<Object> serialised) implements Codec<Object> {

    /** The setting that messages name. */
    private static final String HINT = "; allow the class with LarderConfiguration.allow or the property "
            + LarderProperties.ALLOWED_CLASSES + ", or set a codec";

    static ObjectCodec forKeys(Class<?>... allowed) {
        return new ObjectCodec(Codec.natives(), Codec.serializableKeys(Object.class, allowed));
    }

    static ObjectCodec forValues(Class<?>... allowed) {
        return new ObjectCodec(Codec.natives(), Codec.serializable(Object.class, allowed));
    }

    @Override
    public Encoded encode(Object value) {
        if (isNative(value)) {
            return natives.encode(value);
        }
        try {
            return serialised.encode(value);
        } catch (SerializationException e) {
            throw new SerializationException(
                    "A " + value.getClass().getName() + " cannot be kept: " + e.getMessage() + HINT, e);
        }
    }

    private boolean isNative(Object value) {
        if (value instanceof String text) {
            return isUnicode(text);
        }
        if (value instanceof Double number) {
            // stores do not keep NaN and the sign of zero, and take the keys 1 and 1.0 for the same
            return !isDeterministic() && !number.isNaN() && !number.equals(-0.0);
        }
        return value instanceof Long || value instanceof byte[];
    }

    /** Whether it has a UTF-8 form. */
    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    @Override
    public Object decode(Encoded encoded) {
        return encoded.encoding() == Encoding.NATIVE ? natives.decode(encoded) : serialised.decode(encoded);
    }

    @Override
    public boolean isDeterministic() {
        return serialised.isDeterministic();
    }

    /** The same whatever is allowed, so that more can be allowed later. */
    @Override
    public String name() {
        return serialised.isDeterministic() ? "jcache-keys" : "jcache";
    }
}
