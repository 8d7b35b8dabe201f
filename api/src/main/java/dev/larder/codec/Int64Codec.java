package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.io.Serializable;

/** Integers in their native form. */
record Int64Codec() implements Codec<Long>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public Encoded encode(Long value) {
        return Encoded.natively(Scalar.of(value));
    }

    @Override
    public Long decode(Encoded encoded) {
        return Codec.require(this, encoded, Encoding.NATIVE, Scalar.Int64.class).value();
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public String name() {
        return "int64";
    }
}
