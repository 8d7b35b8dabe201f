package dev.larder;

/** In which order to list entries. */
public enum Order {
    /** Oldest key first; replacing a value keeps its key's place. */
    INSERTION,
    /** Newest key first. */
    INSERTION_REVERSED,
    /** By key: numbers by value, then texts by code point, then bytes. */
    KEY,
    /** Greatest key first. */
    KEY_REVERSED
}
