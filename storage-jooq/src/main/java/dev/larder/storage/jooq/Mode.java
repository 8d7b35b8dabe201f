package dev.larder.storage.jooq;

import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The numbers in column {@code mode}: Python's four, and those of {@link Encoding} from 16 up, which are the same for
 * values in rows and in files.
 */
public final class Mode {

    /** A scalar in its row. */
    public static final int RAW = 1;

    /** Bytes in a file. */
    public static final int BINARY = 2;

    /** Text in a file, as UTF-8. */
    public static final int TEXT = 3;

    /** A Python pickle, in its row or in a file. */
    public static final int PICKLE = Encoding.PICKLE;

    private Mode() {}

    /** The encoding number of a value stored with this mode; numbers that mean nothing here are passed on. */
    public static int encoding(int mode) {
        return mode >= RAW && mode <= TEXT ? Encoding.NATIVE : mode;
    }

    /** What SQL's null stands for in a row of this mode: SQLite stores the number {@code NaN} so. */
    static @Nullable Scalar ofNull(int mode) {
        return mode == RAW ? new Scalar.Float64(Double.NaN) : null;
    }
}
