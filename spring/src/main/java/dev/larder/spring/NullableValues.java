package dev.larder.spring;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.Settings;
import org.springframework.cache.support.NullValue;

/**
 * The values of another codec, and Spring's value for null, which becomes Python's None.
 *
 * @param codec of all others
 */
record NullableValues(Codec<Object> codec) implements Codec<Object> {

    /** None, pickled in the protocols that need no header: each Python reads it. */
    private static final byte[] NONE = {'N', '.'};

    @Override
    public Encoded encode(Object value) {
        return value instanceof NullValue ? new Encoded(Scalar.of(NONE.clone()), Encoding.PICKLE) : codec.encode(value);
    }

    @Override
    public Object decode(Encoded encoded) {
        return isNone(encoded) ? NullValue.INSTANCE : codec.decode(encoded);
    }

    /** Whether it is None, with or without the header that later protocols have. */
    private static boolean isNone(Encoded encoded) {
        if (encoded.encoding() != Encoding.PICKLE || !(encoded.scalar() instanceof Scalar.Bytes scalar)) {
            return false;
        }
        byte[] pickle = scalar.value();
        int start = pickle.length - NONE.length;
        return (start == 0 || (start == 2 && pickle[0] == (byte) 0x80))
                && pickle[start] == 'N'
                && pickle[start + 1] == '.';
    }

    @Override
    public Codec<Object> in(Settings settings) {
        return new NullableValues(codec.in(settings));
    }

    @Override
    public String name() {
        return "nullable(" + codec.name() + ")";
    }

    @Override
    public boolean isDeterministic() {
        return codec.isDeterministic();
    }

    @Override
    public boolean acceptsStreams() {
        return codec.acceptsStreams();
    }

    @Override
    public int streamEncoding() {
        return codec.streamEncoding();
    }
}
