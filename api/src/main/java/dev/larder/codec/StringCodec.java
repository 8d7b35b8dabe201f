package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.io.Serializable;

/** Text in its native form. */
record StringCodec() implements Codec<String>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public Encoded encode(String value) {
        return Encoded.natively(Scalar.of(value));
    }

    @Override
    public String decode(Encoded encoded) {
        return Codec.require(this, encoded, Encoding.NATIVE, Scalar.Text.class).value();
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public String name() {
        return "string";
    }
}
