package dev.larder.internal;

import dev.larder.storage.Key;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.time.InstantSource;

/**
 * What a cache is made of, for what is built on its stores beside it: rows under its keys whose values are not its
 * codec's.
 *
 * @param <K> type of the cache's keys
 */
public interface Backed<K> {

    /** The stores' form of a key. */
    Key toKey(K key);

    /** The store that holds a key. */
    Store storeOf(Key key);

    /** How long an operation waits for other writers. */
    Wait operationWait();

    /** How long an attempt waits for other writers that is made again, or whose result can say that it was in vain. */
    Wait attemptWait();

    /** What time it is. */
    InstantSource clock();

    /** Keeps leases from ending, as long as the cache is open. One for all views of a cache. */
    LeaseKeeper leaseKeeper();
}
