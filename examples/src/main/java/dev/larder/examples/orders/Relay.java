package dev.larder.examples.orders;

import dev.larder.Delivery;
import dev.larder.WorkQueue;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Delivers what lies in the outbox, each message at least once: one that was taken and not acknowledged, because the
 * process was killed in between, is taken again when its lease ends. Any number of relays may run, in any processes.
 */
final class Relay {

    /** How far a message has come. */
    enum Step {
        TAKEN,
        DELIVERED,
        KNOWN_ALREADY,
        ACKNOWLEDGED
    }

    private final WorkQueue<OrderPlaced> outbox;
    private final Inbox inbox;
    private final BiConsumer<? super OrderPlaced, Step> progress;

    /** @param progress is told of each step after it was done */
    Relay(WorkQueue<OrderPlaced> outbox, Inbox inbox, BiConsumer<? super OrderPlaced, Step> progress) {
        this.outbox = outbox;
        this.inbox = inbox;
        this.progress = progress;
    }

    /** Delivers the next message, waiting so long for one; false if there was none. */
    boolean deliverNext(Duration wait) throws InterruptedException {
        Delivery<OrderPlaced> next = outbox.poll(wait);
        if (next == null) {
            return false;
        }
        OrderPlaced message = next.value();
        progress.accept(message, Step.TAKEN);
        boolean isNew = inbox.accept(message.key(), message.toString());
        progress.accept(message, isNew ? Step.DELIVERED : Step.KNOWN_ALREADY);
        if (next.ack()) {
            progress.accept(message, Step.ACKNOWLEDGED);
        }
        return true;
    }

    /** Whether messages wait, or are with a relay that may have been killed. */
    boolean hasWork() {
        var metrics = outbox.metrics();
        return metrics.ready() + metrics.delayed() + metrics.inFlight() > 0;
    }
}
