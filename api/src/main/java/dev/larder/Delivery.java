package dev.larder;

import dev.larder.storage.Settlement;
import dev.larder.storage.WorkClaim;
import dev.larder.storage.WorkReceipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * An item of a {@link WorkQueue} in the hands of its holder, who settles it: {@link #ack()} when the work is done,
 * {@link #nack()} or {@link #nack(Duration)} to have it handed out again, {@link #reject} to make it a dead letter.
 * Closing gives it back if none of these was called, so that work that fails is tried again:
 *
 * <pre>{@code
 * try (Delivery<Job> delivery = queue.take()) {
 *     run(delivery.value());
 *     delivery.ack();
 * }
 * }</pre>
 *
 * <p>Each of these methods returns whether it was effective. It is not when this delivery was settled before, or when
 * its lease has ended and the item was handed out to somebody else, or has become a dead letter: then nothing changes,
 * and whoever has the item now is not disturbed. A holder that is late is not refused as long as nobody else has got
 * the item.
 *
 * <p>Safe for use by several threads. When a method throws, the item is as it was; its lease goes on. So it is when the
 * {@linkplain WorkQueue#transactResult transaction} is rolled back in which it was settled: it can be settled again,
 * and closing gives it back.
 */
public final class Delivery<T> implements AutoCloseable {

    private final StoreWorkQueue<T> queue;
    private final WorkClaim claim;
    private final T value;
    private volatile boolean settled;

    Delivery(StoreWorkQueue<T> queue, WorkClaim claim, T value) {
        this.queue = queue;
        this.claim = claim;
        this.value = value;
    }

    /** The item. */
    public T value() {
        return value;
    }

    /** How often the item has been handed out since it was put, this time included. */
    public int attempts() {
        return claim.attempts();
    }

    /** The priority with which it was put. */
    public int priority() {
        return claim.priority();
    }

    /** When it was put into the queue. */
    public Instant putTime() {
        return Times.instant(claim.putTime());
    }

    /** What this delivery is known by, for {@link WorkQueue#ack(WorkReceipt)} elsewhere. Nobody can guess it. */
    public WorkReceipt receipt() {
        return claim.receipt();
    }

    /** The work is done: removes the item from the queue. Returns whether that was effective. */
    public boolean ack() {
        return settle(Settlement.done());
    }

    /**
     * Gives the item back, to be handed out again after the queue's back-off ({@link WorkQueueBuilder#backOff}); when
     * it has been handed out as often as the queue allows, it becomes a dead letter. Returns whether that was
     * effective.
     */
    public boolean nack() {
        return nack(queue.backOff(attempts()));
    }

    /**
     * Gives the item back, to be handed out again after {@code delay}; otherwise as {@link #nack()}.
     *
     * @throws IllegalArgumentException if {@code delay} is negative
     */
    public boolean nack(Duration delay) {
        Settlement again = Settlement.again(delay);
        int most = queue.maxAttempts();
        return settle(
                attempts() < most
                        ? again
                        : Settlement.dead("it was given back when it had been handed out " + attempts() + " times"));
    }

    /** Makes the item a dead letter, with this reason. Returns whether that was effective. */
    public boolean reject(String reason) {
        return settle(Settlement.dead(Objects.requireNonNull(reason, "reason")));
    }

    /**
     * Lets the lease end {@code length} from now, whatever is left of it. Returns whether that was effective: if not,
     * somebody else may have the item.
     *
     * @throws IllegalArgumentException if {@code length} is negative
     */
    public boolean extend(Duration length) {
        return queue.settle(receipt(), Settlement.extended(length));
    }

    private boolean settle(Settlement settlement) {
        boolean effective = queue.settle(receipt(), settlement);
        settled();
        return effective;
    }

    /** It was settled, by itself or together with others. */
    void settled() {
        settled = true;
        queue.settled(this);
    }

    /** The transaction in which it was settled is rolled back. */
    void unsettled() {
        settled = false;
    }

    /** Gives the item back as {@link #nack()} does, unless it was settled by this object before. */
    @Override
    public void close() {
        if (!settled) {
            nack();
        }
    }
}
