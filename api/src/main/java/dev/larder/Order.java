package dev.larder;

import dev.larder.storage.PageRequest;

/** In which order to list entries. */
public enum Order {
    /** Oldest key first; replacing a value keeps its key's place. */
    INSERTION(PageRequest.Order.INSERTION, false),
    /** Newest key first. */
    INSERTION_REVERSED(PageRequest.Order.INSERTION, true),
    /** By key: numbers by value, then texts by code point, then bytes. */
    KEY(PageRequest.Order.KEY, false),
    /** Greatest key first. */
    KEY_REVERSED(PageRequest.Order.KEY, true);

    private final PageRequest.Order by;
    private final boolean descending;

    Order(PageRequest.Order by, boolean descending) {
        this.by = by;
        this.descending = descending;
    }

    PageRequest.Order by() {
        return by;
    }

    boolean descending() {
        return descending;
    }
}
