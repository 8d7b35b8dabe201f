package dev.larder;

import java.nio.file.Path;
import java.util.Optional;

/** What holds the collections of a larder that are stores of their own: a directory, or a storage. */
interface LarderRoot extends CollectionPlaces {

    /** Where a collection is, or would be. */
    Place place(CollectionKind kind, CollectionName name);

    /** The directory, if it is one. */
    Optional<Path> directory();

    /** Lets one thread of all processes at a time make a collection, by means of the larder's own cache. */
    void alone(Cache<Object, Object> own, Runnable work);
}
