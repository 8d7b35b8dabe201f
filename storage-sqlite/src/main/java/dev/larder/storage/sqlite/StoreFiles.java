package dev.larder.storage.sqlite;

import java.util.List;

/**
 * The files of one store, by kind.
 *
 * @param values of entries
 * @param work of items of the work queue
 */
record StoreFiles(ValueFiles values, ValueFiles work) {

    /** Deletes files that nothing names any more. */
    void delete(Names names) {
        values.delete(names.values);
        work.delete(names.work);
    }

    /**
     * Names of files, by kind.
     *
     * @param values of entries
     * @param work of items of the work queue
     */
    record Names(List<String> values, List<String> work) {
        static final Names NONE = new Names(List.of(), List.of());
    }
}
