/**
 * Coordination between threads and processes by what lies in a cache: a semaphore, a rate limit, an average, and with
 * {@link dev.larder.CacheLock}, {@link dev.larder.ReentrantCacheLock} and {@link dev.larder.Counter} locks and a
 * counter. Keys and values are those of DiskCache's recipes, so that a Python and a Java process can hold the same lock
 * in turn.
 *
 * <p>All recipes have this in common:
 *
 * <ul>
 *   <li>They are made of a cache, or a view of one, and a key of it, which is theirs alone: no recipe and nobody else
 *       uses the same key for something else. The cache's codec of values does not matter. An implementation of
 *       {@link dev.larder.Cache} that is not Larder's is refused with an {@link java.lang.IllegalArgumentException}.
 *   <li>Recipes made of the same key of the same store are the same lock, semaphore, limit or average, in whatever
 *       thread or process. They are safe for use by many threads.
 *   <li>Rights that are held (a lock, a permit) are leases: they are extended while they are held, and end by
 *       themselves when the process is killed. A right that Python holds has no end unless Python gave it one, and is
 *       waited for.
 *   <li>Waiting costs next to no processor time. Whoever waits is woken at once when a thread of the same process
 *       changes what it waits for, and usually within 50 ms when another process does, without an upper bound on a
 *       machine that is busy. The threads that wait by one object take turns in the order in which they came; between
 *       objects and processes there is no order.
 *   <li>The cache's timeout does not end the waiting for a right. A store that is busy for longer than that is tried
 *       again, by {@code tryLock} and {@code tryAcquire} only within their own time.
 *   <li>Closing the cache ends the extension of what is held, and wakes whoever waits with a
 *       {@link dev.larder.storage.StoreClosedException}.
 *   <li>They are not for use inside {@link dev.larder.Cache#transact}: it keeps all other writers out, so that nobody
 *       could release what is waited for.
 *   <li>Culling can remove their entries as it can all others. Keep them in a cache whose eviction policy is
 *       {@link dev.larder.storage.EvictionPolicy#NONE}, or that stays below its size limit.
 * </ul>
 */
@NullMarked
package dev.larder.recipe;

import org.jspecify.annotations.NullMarked;
