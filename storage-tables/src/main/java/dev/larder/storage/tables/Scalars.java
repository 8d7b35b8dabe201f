package dev.larder.storage.tables;

import dev.larder.storage.Scalar;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Scalars as three columns: which type, and the value as a number or as bytes. */
final class Scalars {

    static final int INT64 = 1;
    static final int FLOAT64 = 2;
    static final int TEXT = 3;
    static final int BYTES = 4;

    private Scalars() {}

    static int kind(Scalar scalar) {
        if (scalar instanceof Scalar.Int64) {
            return INT64;
        }
        if (scalar instanceof Scalar.Float64) {
            return FLOAT64;
        }
        return scalar instanceof Scalar.Text ? TEXT : BYTES;
    }

    /** The bytes of a text or of bytes; null for a number. */
    static byte @Nullable [] bytes(Scalar scalar) {
        if (scalar instanceof Scalar.Text text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        }
        return scalar instanceof Scalar.Bytes bytes ? bytes.value() : null;
    }

    /** A text or bytes again. */
    static Scalar ofBytes(int kind, byte[] bytes) {
        return kind == TEXT ? Scalar.of(new String(bytes, StandardCharsets.UTF_8)) : Scalar.of(bytes);
    }

    /** Binds the three columns; null makes all but the kind null. */
    static Call set(Call call, int kind, @Nullable Scalar scalar) {
        return call.set(Parameter.VALUE_KIND, kind)
                .set(Parameter.INT_VALUE, number(scalar))
                .set(Parameter.BYTE_VALUE, scalar == null ? null : bytes(scalar));
    }

    /** Bits, of which databases know no two spellings: to some of them negative zero is zero. */
    static @Nullable Long number(@Nullable Scalar scalar) {
        if (scalar instanceof Scalar.Float64 number) {
            return Double.doubleToLongBits(number.value());
        }
        return scalar instanceof Scalar.Int64 number ? (Long) number.value() : null;
    }

    /** Reads the three columns from {@code index} on; null if there is no value in them. */
    static @Nullable Scalar get(ResultSet row, int index) throws SQLException {
        int kind = row.getInt(index);
        if (kind == INT64 || kind == FLOAT64) {
            long number = row.getLong(index + 1);
            if (row.wasNull()) {
                return null;
            }
            return kind == INT64 ? Scalar.of(number) : Scalar.of(Double.longBitsToDouble(number));
        }
        byte[] bytes = row.getBytes(index + 2);
        return bytes == null ? null : ofBytes(kind, bytes);
    }
}
