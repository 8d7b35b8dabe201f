package dev.larder.storage;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The work queue of a store: items that are handed out under leases and stay until they are acknowledged. They lie
 * beside the rows, with which they share transactions but nothing else: they do not count, are not listed, not evicted
 * and not seen by programs that know the rows only. {@link Store} says what holds for all methods.
 *
 * <p>An item is ready, delayed, in flight or dead. It is handed out only when it is ready, to one holder, and is then
 * in flight until that settles it or the lease ends; when its delay or its lease has ended, it is ready again, without
 * anybody having to do something. What has been handed out often enough and comes back because its lease ended is dead:
 * it is kept, but not handed out.
 *
 * <p>The receipt of a delivery is good until the item is handed out again, is settled, or is dead. So a holder that is
 * late is not refused as long as nobody else has got the item.
 */
public interface WorkQueueStore {

    /**
     * Puts items into the queue, in their order.
     *
     * @return for each item whether it is in the queue now; not if another with its deduplication key was there already
     *     that is not dead
     */
    List<Boolean> offer(List<WorkItem> items, Wait wait);

    /**
     * Hands out up to {@code limit} ready items under one lease: those of the highest priority first, among them those
     * that were put first. Where more than a thousand delays and leases have ended since the last claim, it goes by the
     * thousand that ended first.
     *
     * <p>Whether there is nothing to hand out is found out without waiting for other writers.
     *
     * @param lease how long they are in flight unless they are settled before
     * @param maxAttempts how often an item is handed out; one whose lease has ended after so many deliveries is dead
     * @throws IllegalArgumentException if {@code lease} is negative, or one of the numbers less than 1
     */
    WorkClaims claim(int limit, Duration lease, int maxAttempts, Wait wait);

    /**
     * Says what becomes of items in flight, of the same for all.
     *
     * @return the receipts that were good; the others changed nothing
     */
    Set<WorkReceipt> settle(Collection<WorkReceipt> receipts, Settlement settlement, Wait wait);

    /**
     * One page of the dead items, in the order in which they were put into the queue.
     *
     * @param after the receipt of the last one of the page before, or null for the first page
     * @param fetch how much of them to read; {@link Fetch#BLOB} is refused
     */
    List<DeadWork> deadWork(@Nullable WorkReceipt after, int limit, Fetch fetch);

    /**
     * Makes dead items ready, as if they had never been handed out. One whose deduplication key another item has got
     * meanwhile stays dead.
     *
     * @param receipts those of the items, as {@link #deadWork} gives them
     * @return the receipts of the items that were dead and are ready now
     */
    Set<WorkReceipt> revive(Collection<WorkReceipt> receipts, Wait wait);

    /**
     * Removes dead items.
     *
     * @param receipts those of the items, as {@link #deadWork} gives them
     * @return the receipts of the items that were dead and are gone now
     */
    Set<WorkReceipt> purgeDead(Collection<WorkReceipt> receipts, Wait wait);

    /** How many items there are, from one state of the store. */
    WorkCounts workCounts();

    /**
     * Begins to watch the queue: a change after which an item may be handed out earlier than
     * {@link WorkClaims#untilNext} said is noticed as {@link ChangeSignal#watch} says.
     *
     * @return the watch, which the caller closes
     */
    ChangeWatch watchWork();
}
