package dev.larder.storage;

/**
 * The registry of encoding numbers, which the on-disk format records beside each value. Numbers from 20 to 63 are
 * reserved for Larder, those from {@value #FIRST_CUSTOM} up belong to users.
 */
public final class Encoding {

    /** The value is the scalar itself (Python's modes 1 to 3, by place and type). */
    public static final int NATIVE = 1;

    /** A Python pickle (mode 4). */
    public static final int PICKLE = 4;

    /** JDK serialisation. */
    public static final int JAVA_SERIALIZATION = 16;

    /** JSON text. */
    public static final int JSON = 17;

    /** A compressed form of another encoding. */
    public static final int COMPRESSED = 18;

    /** An authenticated, encrypted form of another encoding. */
    public static final int ENCRYPTED = 19;

    /** The first number that users may give to codecs of their own. */
    public static final int FIRST_CUSTOM = 64;

    /** The greatest number: it fits two bytes, which is what encoded keys and wrapped values spend on it. */
    public static final int LAST_CUSTOM = 0xFFFF;

    private Encoding() {}

    /**
     * Refuses a number that may not be written.
     *
     * @return {@code encoding}
     * @throws IllegalArgumentException if the number is not in the registry
     */
    public static int requireWritable(int encoding) {
        boolean valid =
                encoding == NATIVE || encoding == PICKLE || (encoding >= JAVA_SERIALIZATION && encoding <= LAST_CUSTOM);
        if (!valid) {
            throw new IllegalArgumentException(
                    "Encoding number " + encoding + " is not in the registry; a codec of your own takes one from "
                            + FIRST_CUSTOM + " to " + LAST_CUSTOM);
        }
        return encoding;
    }
}
