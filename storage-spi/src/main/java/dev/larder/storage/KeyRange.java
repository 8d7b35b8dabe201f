package dev.larder.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys between two bounds, in the order of keys: numbers by value, then texts by code point, then bytes, unsigned;
 * a pickled key comes before equal bytes that are a key themselves. Bounds need not be keys of rows, and a range whose
 * lower bound is above the upper one holds nothing.
 *
 * @param from the lower bound, or null for none
 * @param to the upper bound, or null for none
 */
public record KeyRange(@Nullable Bound from, @Nullable Bound to) {

    /** All keys. */
    public static final KeyRange ALL = new KeyRange(null, null);

    /** Before every key of bytes, thus behind all texts. */
    private static final Key BEHIND_TEXTS = new Key(Scalar.of(new byte[0]), true);

    /**
     * An end of a range.
     *
     * @param inclusive whether the key itself is in the range
     */
    public record Bound(Key key, boolean inclusive) {
        public Bound {
            Objects.requireNonNull(key, "key");
        }
    }

    /** The keys that are texts and start with {@code prefix}. */
    public static KeyRange ofPrefix(String prefix) {
        return new KeyRange(new Bound(Key.of(prefix), true), new Bound(behind(prefix), false));
    }

    /** The prefix with its last code point one up; code points that have none above them are dropped first. */
    private static Key behind(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return Key.of(prefix.substring(0, end) + Character.toString(next));
            }
        }
        return BEHIND_TEXTS;
    }

    /** The part of this range behind {@code key}, which is in it. */
    public KeyRange after(Key key) {
        return new KeyRange(new Bound(key, false), to);
    }

    /** The part of this range before {@code key}, which is in it. */
    public KeyRange before(Key key) {
        return new KeyRange(from, new Bound(key, false));
    }
}
