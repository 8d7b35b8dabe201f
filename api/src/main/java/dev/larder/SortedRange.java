package dev.larder;

import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.KeyRange.Bound;
import org.jspecify.annotations.Nullable;

/** A range of keys, asked in the order of keys. */
record SortedRange(KeyRange range) {

    boolean contains(Key key) {
        return isBehindStart(key, true) && isBeforeEnd(key, true);
    }

    /** Whether {@code bound} can be that of a part of this range, to which an excluded end belongs too. */
    boolean admits(Bound bound) {
        return isBehindStart(bound.key(), bound.inclusive()) && isBeforeEnd(bound.key(), bound.inclusive());
    }

    private boolean isBehindStart(Key key, boolean included) {
        Bound from = range.from();
        if (from == null) {
            return true;
        }
        int order = KeyOrder.INSTANCE.compare(key, from.key());
        return order > 0 || (order == 0 && (from.inclusive() || !included));
    }

    private boolean isBeforeEnd(Key key, boolean included) {
        Bound to = range.to();
        if (to == null) {
            return true;
        }
        int order = KeyOrder.INSTANCE.compare(key, to.key());
        return order < 0 || (order == 0 && (to.inclusive() || !included));
    }

    /** What is in both ranges. */
    KeyRange and(KeyRange other) {
        return new KeyRange(later(range.from(), other.from()), earlier(range.to(), other.to()));
    }

    private static @Nullable Bound later(@Nullable Bound a, @Nullable Bound b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int order = KeyOrder.INSTANCE.compare(a.key(), b.key());
        return order > 0 || (order == 0 && !a.inclusive()) ? a : b;
    }

    private static @Nullable Bound earlier(@Nullable Bound a, @Nullable Bound b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        int order = KeyOrder.INSTANCE.compare(a.key(), b.key());
        return order < 0 || (order == 0 && !a.inclusive()) ? a : b;
    }
}
