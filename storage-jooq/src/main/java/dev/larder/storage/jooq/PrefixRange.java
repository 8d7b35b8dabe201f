package dev.larder.storage.jooq;

import dev.larder.storage.Scalar;

/**
 * The keys that are texts with a prefix, as a range in the order of keys, in which texts go by code point and lie
 * before all bytes.
 *
 * @param from the first key
 * @param to the first key behind them
 */
record PrefixRange(Scalar from, Scalar to) {

    private static final Scalar AFTER_ALL_TEXTS = Scalar.of(new byte[0]);

    static PrefixRange of(String prefix) {
        return new PrefixRange(Scalar.of(prefix), behind(prefix));
    }

    /** The prefix with its last code point one up; code points that have none above them are dropped first. */
    private static Scalar behind(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return Scalar.of(prefix.substring(0, end) + Character.toString(next));
            }
        }
        return AFTER_ALL_TEXTS;
    }
}
