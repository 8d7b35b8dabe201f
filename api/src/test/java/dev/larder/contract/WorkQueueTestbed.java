package dev.larder.contract;

import dev.larder.WorkQueue;
import dev.larder.WorkQueueBuilder;
import dev.larder.codec.Codec;
import dev.larder.storage.Capability;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;

/** What a contract test of work queues works with. */
public final class WorkQueueTestbed extends CollectionTestbed {

    /** How long an item is in flight. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    /** How often an item is handed out. */
    public static final int ATTEMPTS = 3;

    WorkQueueTestbed(Storage storage) {
        super(storage);
    }

    /** How queues of texts are opened here: with this clock, lease and number of attempts. */
    public WorkQueueBuilder<String> builder() {
        return WorkQueue.on(storage())
                .clock(clock())
                .values(Codec.string())
                .lease(LEASE)
                .maxAttempts(ATTEMPTS)
                .backOff(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    /** Opens the place, once more if it is open. */
    public WorkQueue<String> open() {
        return open(options -> options);
    }

    /** Opens the place on the time of day, for tests that wait. */
    public WorkQueue<String> openOnRealTime() {
        return open(options -> options.clock(InstantSource.system()));
    }

    /** Opens the place in another way than {@link #builder()} says. */
    public <T> WorkQueue<T> open(Function<WorkQueueBuilder<String>, WorkQueueBuilder<T>> change) {
        WorkQueue<T> queue = change.apply(builder()).open();
        closeAfterwards(queue::close);
        return queue;
    }

    /** Closes {@code queue} and opens the place again; for storages that keep what they had. */
    public WorkQueue<String> reopen(WorkQueue<?> queue) {
        require(Capability.PERSISTENT);
        queue.close();
        return open();
    }
}
