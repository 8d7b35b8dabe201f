package dev.larder.spring;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Settings;

/**
 * A codec of some type for a cache of Spring's, whose values can be anything: what is not of the type is refused.
 *
 * @param <T> the type
 * @param codec of its values
 */
record CheckedValues<T>(Codec<T> codec) implements Codec<Object> {

    @Override
    @SuppressWarnings("unchecked") // the codec checks, at the latest when it casts
    public Encoded encode(Object value) {
        try {
            return codec.encode((T) value);
        } catch (ClassCastException e) {
            throw new SerializationException(
                    "A " + value.getClass().getName() + " is no value of the codec " + codec.name()
                            + "; give the cache a codec for what its methods return",
                    e);
        }
    }

    @Override
    public Object decode(Encoded encoded) {
        return codec.decode(encoded);
    }

    @Override
    public Codec<Object> in(Settings settings) {
        return new CheckedValues<>(codec.in(settings));
    }

    @Override
    public String name() {
        return codec.name();
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
