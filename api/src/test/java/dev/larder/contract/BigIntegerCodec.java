package dev.larder.contract;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.math.BigInteger;

/** Integers of any length, in decimal. */
record BigIntegerCodec() implements Codec<BigInteger> {

    @Override
    public Encoded encode(BigInteger value) {
        return Encoded.natively(Scalar.of(value.toString()));
    }

    @Override
    public BigInteger decode(Encoded encoded) {
        return new BigInteger(
                Codec.require(this, encoded, Encoding.NATIVE, Scalar.Text.class).value());
    }

    @Override
    public String name() {
        return "decimal";
    }
}
