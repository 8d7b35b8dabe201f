package dev.larder;

import java.util.Comparator;

/**
 * A collection in a {@link Larder}. Ordered by kind, then by name.
 *
 * @param kind what it is
 * @param name the name by which it is asked for
 */
public record NamedCollection(CollectionKind kind, String name) implements Comparable<NamedCollection> {

    private static final Comparator<NamedCollection> ORDER =
            Comparator.comparing(NamedCollection::kind).thenComparing(NamedCollection::name);

    @Override
    public int compareTo(NamedCollection other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return kind + " '" + name + "'";
    }
}
