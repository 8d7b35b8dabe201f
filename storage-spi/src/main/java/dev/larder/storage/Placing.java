package dev.larder.storage;

/**
 * Where in insertion order a written row stands. Others in the same transaction and after it see the new order at once;
 * a listing by pages that is under way may pass over a row that is given another place, or list it twice.
 *
 * <p>Where a storage has no room before the first row, {@link #FIRST} makes it by giving all rows other places in the
 * same transaction. That takes time in proportion to their number, and happens seldom: it makes room for billions;
 * {@link StoreConfig#firstPosition()} leaves room from the beginning.
 */
public enum Placing {
    /** A row that was there keeps its place; a new one is the last. */
    KEEP,
    /** Before all other rows. */
    FIRST,
    /** Behind all other rows. */
    LAST
}
