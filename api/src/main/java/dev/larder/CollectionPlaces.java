package dev.larder;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What collections there are in a root, and whether there is room for one more. */
interface CollectionPlaces {

    /** What has them all, for messages. */
    Object root();

    /** Whether there is such a collection. */
    boolean has(CollectionKind kind, CollectionName name);

    /**
     * Makes sure that no collection lies inside another.
     *
     * @throws IllegalArgumentException if one of this name would lie in another one, or another one in it
     */
    void requireApart(CollectionKind kind, CollectionName name);

    /** All that are there, in their order. */
    List<NamedCollection> list();

    /** The kind, other than {@code kind}, of which there is a collection with this name. */
    default Optional<CollectionKind> otherKind(CollectionKind kind, CollectionName name) {
        return Arrays.stream(CollectionKind.values())
                .filter(other -> other != kind && has(other, name))
                .findFirst();
    }
}
