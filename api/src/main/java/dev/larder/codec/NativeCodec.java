package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.Serializable;

/** The types that stores hold without help, told apart by their class. */
final class NativeCodec implements Codec<Object>, Serializable {

    static final NativeCodec INSTANCE = new NativeCodec();

    private static final long serialVersionUID = 1L;

    private NativeCodec() {}

    @Override
    public Encoded encode(Object value) {
        if (value instanceof String text) {
            return Encoded.natively(Scalar.of(text));
        }
        if (value instanceof byte[] bytes) {
            return Encoded.natively(Scalar.of(bytes));
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return Encoded.natively(Scalar.of(((Number) value).longValue()));
        }
        if (value instanceof Double || value instanceof Float) {
            return Encoded.natively(Scalar.of(((Number) value).doubleValue()));
        }
        throw new SerializationException("A native value is text, bytes or a number, not a "
                + value.getClass().getName() + "; choose a codec for such values");
    }

    @Override
    public Object decode(Encoded encoded) {
        if (encoded.encoding() != Encoding.NATIVE) {
            throw new SerializationException("Encoding number " + encoded.encoding() + " is not native");
        }
        Scalar scalar = encoded.scalar();
        if (scalar instanceof Scalar.Text text) {
            return text.value();
        }
        if (scalar instanceof Scalar.Int64 number) {
            return number.value();
        }
        if (scalar instanceof Scalar.Float64 number) {
            return number.value();
        }
        return ((Scalar.Bytes) scalar).value();
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public boolean acceptsStreams() {
        return true;
    }
}
