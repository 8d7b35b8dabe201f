package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.Serializable;

/** The types that stores hold without help, told apart by their class. */
record NativeCodec() implements Codec<Object>, Serializable {

    private static final long serialVersionUID = 1L;

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
            return Float64Codec.encode(this, ((Number) value).doubleValue());
        }
        throw new SerializationException("Codec native writes String, byte[], Long and Double, but was given a "
                + value.getClass().getName()
                + "; choose a codec for that class, for example JSON, or Codec.serializable");
    }

    @Override
    public Object decode(Encoded encoded) {
        Scalar scalar = Codec.require(this, encoded, Encoding.NATIVE, Scalar.class);
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
    public boolean keepsOrder() {
        return true;
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
