package dev.larder.storage;

import java.util.List;

/** A storage that holds any number of stores, each under a name. It is itself one of them. */
public interface NamedStorage extends Storage {

    /** The store with another name in the same place. */
    NamedStorage named(String name);

    /** The names of the stores that are there, in their order; opening a store makes it. */
    List<String> names();
}
