package dev.larder.storage;

import java.util.List;

/** A storage that holds any number of stores, each under a name. It is itself one of them. */
public interface NamedStorage extends Storage {

    /** The name of this store. */
    String name();

    /** The store with another name in the same place. */
    NamedStorage named(String name);

    /**
     * This store, as one of several that are parts of one collection: the stores that are opened from what this
     * returns, and from what {@link #named} gives of that, share the transactions of a thread. {@link Store#transact}
     * on one of them inside that of another one joins it, so that the effects in all of them are committed or rolled
     * back as one, and whatever a thread does with any of them inside is a part of it. Outside of transactions they are
     * as independent as other stores. Each call begins with others: stores from two calls are strangers.
     */
    NamedStorage together();

    /** The names of the stores that are there, in their order; opening a store makes it. */
    List<String> names();
}
