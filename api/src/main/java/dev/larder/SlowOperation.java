package dev.larder;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report of an operation that took at least as long as the builder of its collection was told by
 * {@link CacheBuilder#slowOperations} and the like.
 *
 * <p><b>What is measured</b> is what an operation takes in the store: reading and writing, waiting for other writers,
 * threads and processes, opening the store again if it was closed, and telling a removal listener. What codecs take is
 * in it only where they work within a transaction, as in {@link Operation#POP}. Waiting by intent is no operation: not
 * for an element, for an item, for a lock, or for what another one loads. What is tried before and after such a wait
 * is.
 *
 * <p><b>What is reported.</b> Each call to the store, and as a whole what takes several of them: {@link Operation#POP},
 * a removal of many in batches, a bulk change of several shards. Of a transaction that the caller makes both are
 * reported, the transaction and each slow operation in it. The shards of a {@link FanoutCache} are reported as the
 * cache. Each attempt is reported, also one that failed and was repeated by a policy.
 *
 * <p><b>The listener</b> is called on the thread of the operation, after it, with no lock of the store held. What
 * happens in transactions on collections that report is told when the outermost of this thread has ended, in the order
 * in which it ended, whether it was committed or rolled back. A transaction of the application's own, which collections
 * of {@code JooqLarder} are a part of, is none of these: there it is told within. An exception of the listener is
 * logged and changes nothing. What the listener itself does with collections is not reported.
 *
 * @param collection which one: of a {@link Larder} its kind and name, such as {@code cache/pages}, where
 *     {@code cache/larder} holds the locks and counters; otherwise its URI, without a query, because passwords may be
 *     there
 * @param operation what it was
 * @param begun when it began, by the clock of the collection
 * @param took how long it took
 * @param failure what it ended with, or null if it succeeded
 */
public record SlowOperation(
        String collection,
        Operation operation,
        Instant begun,
        Duration took,
        @Nullable Throwable failure) {

    /**
     * Logs it as a warning of the {@link System.Logger} that has the name of this class. As a listener:
     * {@code slowOperations(Duration.ofMillis(100), SlowOperation::log)}.
     */
    public void log() {
        System.getLogger(SlowOperation.class.getName()).log(System.Logger.Level.WARNING, message(), failure);
    }

    private String message() {
        return operation + " of " + collection + (failure == null ? " took " : " failed after ") + took.toMillis()
                + " ms";
    }
}
