package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.Serializable;

/** Floating-point numbers in their native form. */
record Float64Codec() implements Codec<Double>, Serializable {

    private static final long serialVersionUID = 1L;

    /** Refuses {@code NaN}: SQLite turns it into NULL, so it would be lost without a word. */
    static Encoded encode(Codec<?> codec, double value) {
        if (Double.isNaN(value)) {
            throw new SerializationException(
                    "Codec " + codec.name() + " cannot write NaN, which a store does not keep as a number;"
                            + " leave the entry out, or store a text that stands for it");
        }
        return Encoded.natively(Scalar.of(value));
    }

    @Override
    public Encoded encode(Double value) {
        return encode(this, value);
    }

    @Override
    public Double decode(Encoded encoded) {
        return Codec.require(this, encoded, Encoding.NATIVE, Scalar.Float64.class)
                .value();
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public String name() {
        return "float64";
    }
}
