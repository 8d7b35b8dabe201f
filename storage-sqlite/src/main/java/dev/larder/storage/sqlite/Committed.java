package dev.larder.storage.sqlite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of work after its commit. Inside a transaction there is nothing left to do: that is for the transaction's
 * end.
 *
 * @param result what the work returned
 * @param unusedFiles files to delete, once nobody needs their content
 * @param removals rows of whose removal somebody wants to know
 */
record Committed<T extends @Nullable Object>(
        T result, StoreFiles.Names unusedFiles, List<Transaction.Removal> removals) {

    static <T extends @Nullable Object> Committed<T> joined(T result) {
        return new Committed<>(result, StoreFiles.Names.NONE, List.of());
    }

    static <T extends @Nullable Object> Committed<T> of(T result, Transaction transaction) {
        return new Committed<>(result, transaction.unusedFiles(), transaction.removals());
    }
}
