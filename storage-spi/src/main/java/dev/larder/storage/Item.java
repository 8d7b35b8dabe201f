package dev.larder.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to store under a key.
 *
 * @param content the value
 * @param expiry until when it may be read
 * @param tag by which it can be found and evicted together with others, or null; not {@code NaN}
 */
public record Item(Content content, Expiry expiry, @Nullable Scalar tag) {
    public Item {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(expiry, "expiry");
        if (tag instanceof Scalar.Float64 number && Double.isNaN(number.value())) {
            throw new IllegalArgumentException("NaN cannot be a tag: it equals nothing; choose another tag");
        }
        Encoding.requireWritable(content.encoding());
    }

    /** A value without expiry and tag. */
    public static Item of(Content content) {
        return new Item(content, Expiry.never(), null);
    }
}
