package dev.larder.storage.sqlite;

import dev.larder.storage.Key;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.StorageException;
import dev.larder.storage.jooq.ActivityCounts;
import dev.larder.storage.jooq.EpochSeconds;
import dev.larder.storage.jooq.TableRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one transaction works on, and what is to be done once it is committed or rolled back. */
final class Transaction {

    private final SqliteConnection connection;
    private final InstantSource clock;
    private final boolean observed;
    private final AccessBuffer accesses;
    private @Nullable List<Key> touched;
    private @Nullable List<String> unusedFiles;
    private @Nullable List<String> newFiles;
    private @Nullable List<String> unusedWorkFiles;
    private @Nullable List<String> newWorkFiles;
    private boolean workTouched;
    private @Nullable List<Removal> removals;
    private @Nullable Runnable onRollback;
    private @Nullable Runnable onCommit;
    private @Nullable Throwable failure;
    private int evictions;
    private int expirations;

    /**
     * @param observed whether somebody wants to know of removed rows
     * @param accesses accesses to rows that are not yet written
     * @param watched whether somebody waits for changes
     */
    Transaction(
            SqliteConnection connection,
            InstantSource clock,
            boolean observed,
            AccessBuffer accesses,
            boolean watched) {
        this.connection = connection;
        this.clock = clock;
        this.observed = observed;
        this.accesses = accesses;
        touched = watched ? new ArrayList<>(1) : null;
    }

    /** A row that is gone. */
    record Removal(TableRow row, RemovalCause cause) {}

    Rows rows() {
        return connection.rows();
    }

    /** The present, in seconds since 1970: later than the moment when the caller began to wait. */
    double now() {
        return EpochSeconds.of(clock.instant());
    }

    /** A row that has been written anew. */
    void written(Key key) {
        accesses.forget(key);
        touched(key);
    }

    /** Something under the key is different after this transaction. */
    void touched(Key key) {
        if (touched != null) {
            touched.add(key);
        }
    }

    /** Something is different under so many keys that they are not listed. */
    void touchedMany() {
        touched = null;
    }

    /**
     * The keys under which something is different, or null if they are not known: because nobody waited for that when
     * the transaction began, or because they are many.
     */
    @Nullable
    List<Key> touched() {
        return touched;
    }

    /** A file that this transaction's rows name. */
    void created(@Nullable String file) {
        if (file != null) {
            newFiles = add(newFiles, file);
        }
    }

    /** A file that no row names any more after this transaction. */
    void unused(@Nullable String file) {
        if (file != null) {
            unusedFiles = add(unusedFiles, file);
        }
    }

    /** A file that this transaction's items of the work queue name. */
    void createdWork(@Nullable String file) {
        if (file != null) {
            newWorkFiles = add(newWorkFiles, file);
        }
    }

    /** A file that no item of the work queue names any more after this transaction. */
    void unusedWork(String file) {
        unusedWorkFiles = add(unusedWorkFiles, file);
    }

    /** Items may be handed out earlier after this transaction than was known before. */
    void touchedWork() {
        workTouched = true;
    }

    boolean isWorkTouched() {
        return workTouched;
    }

    /** A row that is gone or has another value after this transaction. */
    void removed(TableRow row, RemovalCause cause) {
        unused(row.filename());
        if (row.hasKey()) {
            written(row.key());
        }
        evictions += cause == RemovalCause.EVICTED ? 1 : 0;
        expirations += cause == RemovalCause.EXPIRED ? 1 : 0;
        if (observed) {
            removals = add(removals, new Removal(row, cause));
        }
    }

    /** Says how many rows went because there was no room for them, or their time had come. */
    void count(ActivityCounts counts) {
        if (evictions + expirations > 0) {
            counts.removed(RemovalCause.EVICTED, evictions);
            counts.removed(RemovalCause.EXPIRED, expirations);
        }
    }

    boolean isObserved() {
        return observed;
    }

    /** Something to be done if the transaction is rolled back, before what was said earlier. */
    void onRollback(Runnable action) {
        Runnable before = onRollback;
        onRollback = before == null
                ? action
                : () -> {
                    action.run();
                    before.run();
                };
    }

    void rolledBack() {
        if (onRollback != null) {
            onRollback.run();
            onRollback = null;
        }
    }

    /** Something to be done after the commit, in place of what was said earlier. */
    void onCommit(Runnable action) {
        onCommit = action;
    }

    void committed() {
        if (onCommit != null) {
            onCommit.run();
            onCommit = null;
        }
    }

    /** Makes it impossible to commit, because of something that failed half-way. */
    void doom(Throwable failure) {
        this.failure = failure;
    }

    /** @throws StorageException if the transaction is doomed */
    void requireUndamaged() {
        if (failure != null) {
            throw new StorageException(
                    "The transaction cannot go on or be committed, because a method in it failed half-way ("
                            + failure.getMessage() + "); let the exception leave the transaction, then run it again",
                    failure);
        }
    }

    StoreFiles.Names unusedFiles() {
        return names(unusedFiles, unusedWorkFiles);
    }

    StoreFiles.Names newFiles() {
        return names(newFiles, newWorkFiles);
    }

    private static StoreFiles.Names names(@Nullable List<String> values, @Nullable List<String> work) {
        return values == null && work == null
                ? StoreFiles.Names.NONE
                : new StoreFiles.Names(values == null ? List.of() : values, work == null ? List.of() : work);
    }

    List<Removal> removals() {
        return removals == null ? List.of() : removals;
    }

    private static <E> List<E> add(@Nullable List<E> list, E element) {
        List<E> grown = list == null ? new ArrayList<>() : list;
        grown.add(element);
        return grown;
    }
}
