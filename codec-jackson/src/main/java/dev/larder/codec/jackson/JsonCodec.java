package dev.larder.codec.jackson;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.io.IOException;
import java.io.Serializable;

/**
 * Values as JSON text.
 *
 * @param sorted whether equal values have equal text
 */
record JsonCodec<T>(Binding binding, boolean sorted) implements Codec<T>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public Encoded encode(T value) {
        try {
            return new Encoded(Scalar.of(binding.writer().writeValueAsString(value)), Encoding.JSON);
        } catch (IOException | RuntimeException e) {
            throw Failures.cannotWrite(this, e);
        }
    }

    @Override
    public T decode(Encoded encoded) {
        String text =
                Codec.require(this, encoded, Encoding.JSON, Scalar.Text.class).value();
        T value;
        try {
            value = binding.reader().readValue(text);
        } catch (IOException | RuntimeException e) {
            throw Failures.cannotRead(this, e);
        }
        return Failures.requireValue(this, value);
    }

    @Override
    public String name() {
        return "json(" + binding.typeName() + ")";
    }

    @Override
    public boolean isDeterministic() {
        return sorted;
    }
}
