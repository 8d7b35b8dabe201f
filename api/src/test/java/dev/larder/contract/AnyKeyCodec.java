package dev.larder.contract;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;

/** Keys as they are in the store, whoever wrote them. */
record AnyKeyCodec() implements Codec<Encoded> {

    @Override
    public Encoded encode(Encoded key) {
        return key;
    }

    @Override
    public Encoded decode(Encoded key) {
        return key;
    }

    @Override
    public String name() {
        return "any";
    }
}
