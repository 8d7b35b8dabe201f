package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;

/**
 * What to say about a row that holds something else than its codec writes. Never says the value, which may be private.
 */
final class Mismatch {

    private Mismatch() {}

    static SerializationException between(Codec<?> codec, int encoding, Class<? extends Scalar> form, Encoded found) {
        return new SerializationException("Codec " + codec.name() + " reads " + describe(encoding) + " as "
                + form.getSimpleName() + ", but found " + describe(found)
                + "; read it with the codec that wrote it, or replace it");
    }

    static String describe(Encoded found) {
        return describe(found.encoding()) + " as " + found.scalar().getClass().getSimpleName();
    }

    private static String describe(int encoding) {
        String meaning = switch (encoding) {
            case Encoding.NATIVE -> "native";
            case Encoding.PICKLE -> "a Python pickle";
            case Encoding.JAVA_SERIALIZATION -> "JDK serialisation";
            case Encoding.JSON -> "JSON";
            case Encoding.COMPRESSED -> "compressed";
            case Encoding.ENCRYPTED -> "encrypted";
            default -> encoding >= Encoding.FIRST_CUSTOM ? "a custom codec" : "unknown";
        };
        return "encoding " + encoding + " (" + meaning + ")";
    }
}
