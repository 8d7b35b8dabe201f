package dev.larder.codec.pickle;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Python {@code frozenset}; a {@code set} is any other {@link Set}. Unmodifiable, and equal to any set of the same
 * items. Its items keep the order in which they were given or lay in the pickle, and are written in that: as a part of
 * a key, one with several items is found again only in the same order. Python has the same difficulty, since its order
 * of texts differs from process to process.
 */
public final class FrozenSet extends AbstractSet<@Nullable Object> {

    private final Set<@Nullable Object> items;

    /** 0 as long as it is not known; computing it again gives the same. */
    private int hash;

    /** @param items nobody else's */
    FrozenSet(Set<@Nullable Object> items) {
        this.items = Collections.unmodifiableSet(items);
    }

    /** The frozenset of these items, of which null stands for None. */
    public static FrozenSet of(@Nullable Object... items) {
        return copyOf(Arrays.asList(items));
    }

    /** The frozenset of these items, of which null stands for None. */
    public static FrozenSet copyOf(Collection<? extends @Nullable Object> items) {
        return new FrozenSet(new LinkedHashSet<>(items));
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        return items.iterator();
    }

    @Override
    public boolean contains(@Nullable Object item) {
        return items.contains(item);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            result = items.hashCode();
            hash = result;
        }
        return result;
    }
}
