package dev.larder.spring;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.SerializationException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values of several classes, each of which comes back as an object of its own class: texts, {@code Long},
 * {@code Double} and {@code byte[]} as the store has them, others in JDK serialisation, if their classes are on an
 * allow-list.
 */
public final class ExactCodec implements Codec<Object> {

    private final Codec<Object> natives = Codec.natives();
    private final Codec<Object> others;

    private ExactCodec(Class<?>... alsoAllowed) {
        others = Codec.serializable(
                Object.class,
                Stream.concat(Stream.of(List.class, ArrayList.class), Stream.of(alsoAllowed))
                        .toArray(Class<?>[]::new));
    }

    /**
     * Allowed are the classes that {@link Codec#serializable} always allows (boxed types, {@code BigDecimal},
     * {@code UUID}, the values of {@code java.time} and others), {@code ArrayList}, what {@code List.of} makes, and
     * {@code alsoAllowed}. All others are refused by name, both when writing and before reading.
     */
    public static ExactCodec of(Class<?>... alsoAllowed) {
        return new ExactCodec(alsoAllowed);
    }

    private static boolean isNative(Object value) {
        return value instanceof String
                || value instanceof Long
                || value instanceof byte[]
                || (value instanceof Double number && !number.isNaN());
    }

    @Override
    public Encoded encode(Object value) {
        return isNative(value) ? natives.encode(value) : others.encode(value);
    }

    @Override
    public Object decode(Encoded encoded) {
        return switch (encoded.encoding()) {
            case Encoding.NATIVE -> natives.decode(encoded);
            case Encoding.JAVA_SERIALIZATION -> others.decode(encoded);
            default ->
                throw new SerializationException("Codec " + name() + " does not read encoding number "
                        + encoded.encoding() + "; give the cache the codec that wrote it");
        };
    }

    @Override
    public String name() {
        return "exact";
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public boolean acceptsStreams() {
        return true;
    }
}
