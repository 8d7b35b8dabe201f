package dev.larder.codec.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;

/** Keys and values of {@code diskcache.JSONDisk}: Python's JSON text under zlib. Nothing in the store says so. */
record DiskCacheCodec<T>(Binding binding, Zlib zlib) implements Codec<T>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public Encoded encode(T value) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            try (JsonGenerator generator = new PythonGenerator(binding.writer().createGenerator(text))) {
                binding.writer().writeValue(generator, value);
            }
            return Encoded.natively(Scalar.of(zlib.compress(text.toByteArray())));
        } catch (IOException | RuntimeException e) {
            throw Failures.cannotWrite(this, e);
        }
    }

    @Override
    public T decode(Encoded encoded) {
        byte[] stream = Codec.require(this, encoded, Encoding.NATIVE, Scalar.Bytes.class)
                .value();
        T value;
        try {
            value = binding.reader().readValue(zlib.decompress(stream));
        } catch (IOException | RuntimeException e) {
            throw Failures.cannotRead(this, e);
        }
        return Failures.requireValue(this, value);
    }

    @Override
    public String name() {
        return "diskcache-json(" + binding.typeName() + ", level " + zlib.level() + ")";
    }

    @Override
    public boolean acceptsStreams() {
        return true;
    }
}
