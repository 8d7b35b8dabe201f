package dev.larder.it.python;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;

/** Keys as they are stored, pickled ones too. */
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
