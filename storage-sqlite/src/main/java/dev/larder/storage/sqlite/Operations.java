package dev.larder.storage.sqlite;

import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Deadline;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries and work where they belong: in the calling thread's transaction if it is in one, else on a reader or
 * through the door.
 */
final class Operations {

    private final Readers readers;
    private final Writer writer;
    private final StoreFiles files;
    private final RemovalTeller removals;

    Operations(Readers readers, Writer writer, StoreFiles files, RemovalTeller removals) {
        this.readers = readers;
        this.writer = writer;
        this.files = files;
        this.removals = removals;
    }

    /** Runs a query that is one statement. */
    <T extends @Nullable Object> T read(Query<T> query) {
        return writer.isHeldByCurrentThread() ? writer.read(query) : readers.read(query);
    }

    /** Runs a query of several statements on one state of the store. */
    <T extends @Nullable Object> T readOneState(Query<T> query) {
        return writer.isHeldByCurrentThread() ? writer.read(query) : readers.readOneState(query);
    }

    /** Runs work, and returns after its commit. */
    <T extends @Nullable Object> T write(Wait wait, Work<T> work) {
        return write(new Deadline(wait), work);
    }

    /** Runs work, as a part of what the deadline bounds, and returns after its commit. */
    <T extends @Nullable Object> T write(Deadline deadline, Work<T> work) {
        return write(deadline, work, result -> result);
    }

    /**
     * Runs work, and after its commit makes something of the result.
     *
     * @param outcome can still read value files that the work has made useless
     */
    <T extends @Nullable Object, R extends @Nullable Object> R write(Wait wait, Work<T> work, Function<T, R> outcome) {
        return write(new Deadline(wait), work, outcome);
    }

    /** As the method for a wait, as a part of what the deadline bounds. */
    <T extends @Nullable Object, R extends @Nullable Object> R write(
            Deadline deadline, Work<T> work, Function<T, R> outcome) {
        return finish(writer.run(deadline, work), outcome);
    }

    /** Runs {@code body} in one transaction that the calling thread holds. */
    <T extends @Nullable Object> T transact(Wait wait, Supplier<T> body) {
        return finish(writer.transact(wait, body), result -> result);
    }

    private <T extends @Nullable Object, R extends @Nullable Object> R finish(
            Committed<T> committed, Function<T, R> outcome) {
        R result;
        try {
            result = outcome.apply(committed.result());
        } finally {
            files.delete(committed.unusedFiles());
        }
        removals.tell(committed.removals());
        return result;
    }
}
