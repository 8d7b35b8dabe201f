package dev.larder.storage;

import java.util.Objects;

/**
 * A value in native form, with the number that says which codec can read it. A row that another program wrote may carry
 * any number; writing checks it.
 *
 * @param scalar the native form
 * @param encoding the codec's number; see {@link Encoding}
 */
public record Encoded(Scalar scalar, int encoding) implements Content {
    public Encoded {
        Objects.requireNonNull(scalar, "scalar");
    }

    /** A value that is its own native form. */
    public static Encoded natively(Scalar scalar) {
        return new Encoded(scalar, Encoding.NATIVE);
    }
}
