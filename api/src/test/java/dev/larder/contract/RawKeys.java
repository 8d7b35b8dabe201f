package dev.larder.contract;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;

/** Keys as they are in the store, whoever wrote them. */
public record RawKeys() implements Codec<Encoded> {

    @Override
    public Encoded encode(Encoded value) {
        return value;
    }

    @Override
    public Encoded decode(Encoded encoded) {
        return encoded;
    }

    @Override
    public String name() {
        return "raw";
    }
}
