package dev.larder;

import dev.larder.storage.Scalar;
import org.jspecify.annotations.Nullable;

/** Tags as users and as storages see them. */
final class Tags {

    private Tags() {}

    static Scalar toScalar(Object tag) {
        if (tag instanceof String text) {
            return Scalar.of(text);
        }
        if (tag instanceof Long || tag instanceof Integer || tag instanceof Short || tag instanceof Byte) {
            return Scalar.of(((Number) tag).longValue());
        }
        if (tag instanceof Double || tag instanceof Float) {
            double number = ((Number) tag).doubleValue();
            if (Double.isNaN(number)) {
                throw new IllegalArgumentException("NaN cannot be a tag: it equals nothing; choose another tag");
            }
            return Scalar.of(number);
        }
        if (tag instanceof Boolean on) {
            return Scalar.of(on ? 1L : 0L);
        }
        if (tag instanceof byte[] bytes) {
            return Scalar.of(bytes.clone());
        }
        throw new IllegalArgumentException(
                "A tag is text, bytes or a number, not a " + tag.getClass().getName() + ": " + tag);
    }

    static @Nullable Object fromScalar(@Nullable Scalar tag) {
        return tag == null ? null : toObject(tag);
    }

    static Object toObject(Scalar scalar) {
        if (scalar instanceof Scalar.Text text) {
            return text.value();
        }
        if (scalar instanceof Scalar.Int64 number) {
            return number.value();
        }
        if (scalar instanceof Scalar.Float64 number) {
            return number.value();
        }
        return ((Scalar.Bytes) scalar).value().clone();
    }
}
