package dev.larder.spring.boot;

import dev.larder.Delivery;
import dev.larder.WorkQueue;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes items from a queue, one after the other, until it is stopped. */
final class QueueConsumer implements Runnable {

    private static final System.Logger LOG = System.getLogger(QueueConsumer.class.getName());

    /** How long it may take to notice that it is to stop when there is nothing to do. */
    private static final Duration WAIT = Duration.ofMillis(500);

    /** How long not to ask a queue that has failed. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final WorkQueue<?> queue;
    private final QueueHandler handler;
    private final ScheduledExecutorService leases;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param leases extends those of items at work */
    QueueConsumer(String name, WorkQueue<?> queue, QueueHandler handler, ScheduledExecutorService leases) {
        this.name = name;
        this.queue = queue;
        this.handler = handler;
        this.leases = leases;
    }

    /** Takes nothing more; what it is about to take it still handles. */
    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        try {
            while (stopped.getCount() > 0) {
                takeOne();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a listener that ends because of one failure would be missed by nobody
    private void takeOne() throws InterruptedException {
        try {
            Delivery<?> delivery = queue.poll(WAIT);
            if (delivery != null) {
                handle(delivery);
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "The queue '" + name + "' has failed; its listener goes on in " + PAUSE, e);
            stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the listener throws is its failure, and never the thread's end
    private void handle(Delivery<?> delivery) {
        long period = Math.max(1, TimeUnit.MILLISECONDS.convert(queue.lease()) / 3);
        ScheduledFuture<?> extension =
                leases.scheduleAtFixedRate(() -> extend(delivery), period, period, TimeUnit.MILLISECONDS);
        Throwable failure = null;
        try {
            handler.handle(delivery);
        } catch (Throwable e) {
            failure = e;
        } finally {
            extension.cancel(false);
            // nobody but the method can have interrupted this thread, and what comes next is none of its business
            Thread.interrupted();
        }
        settle(delivery, failure);
    }

    private void settle(Delivery<?> delivery, @Nullable Throwable failure) {
        if (failure == null) {
            if (!delivery.ack() && !handler.takesDelivery()) { // else the method may have settled it itself
                LOG.log(
                        Level.WARNING,
                        "An item of the queue '" + name + "' was no longer this listener's when its work was done:"
                                + " its lease had ended, and it may be done twice");
            }
            return;
        }
        LOG.log(
                Level.WARNING,
                "The listener of the queue '" + name + "' has failed in attempt " + delivery.attempts(),
                failure);
        if (handler.isRejection(failure)) {
            delivery.reject(String.valueOf(failure));
        } else {
            delivery.nack();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // an executor gives up what throws, and the next time it may succeed
    private void extend(Delivery<?> delivery) {
        try {
            delivery.extend(queue.lease());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A lease of the queue '" + name + "' cannot be extended", e);
        }
    }
}
