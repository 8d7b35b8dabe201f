package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.io.Serializable;

/** Bytes in their native form, which is that of streamed values too. */
record BytesCodec() implements Codec<byte[]>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public Encoded encode(byte[] value) {
        return Encoded.natively(Scalar.of(value));
    }

    @Override
    public byte[] decode(Encoded encoded) {
        return Codec.require(this, encoded, Encoding.NATIVE, Scalar.Bytes.class).value();
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public String name() {
        return "bytes";
    }

    @Override
    public boolean acceptsStreams() {
        return true;
    }
}
