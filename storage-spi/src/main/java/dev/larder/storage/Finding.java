package dev.larder.storage;

/**
 * Something wrong with a store, found by a check.
 *
 * @param kind what is wrong
 * @param subject where: a file relative to the store, a key, or a setting
 * @param detail what was expected and what was found
 * @param repaired whether it was put right
 */
public record Finding(Kind kind, String subject, String detail, boolean repaired) {

    /** The same, as a finding about the whole to which the store belongs. */
    public Finding in(String part) {
        return new Finding(kind, part + "/" + subject, detail, repaired);
    }

    /** Kinds of findings; repairing does what each says. */
    public enum Kind {
        /** The database itself is damaged; not repaired. */
        DATABASE_DAMAGED,
        /** A row names a file that is gone; repairing removes the row, or makes an item of the work queue dead. */
        VALUE_FILE_MISSING,
        /**
         * A value file has another length than its row says; repairing stores the real length, and makes an item of the
         * work queue dead.
         */
        VALUE_FILE_LENGTH,
        /**
         * A row names something that cannot be a value file of this store; it is neither opened nor deleted, repairing
         * removes the row, or makes an item of the work queue dead.
         */
        VALUE_FILE_NAME,
        /** A file that no row names, older than the grace period; repairing deletes it. */
        UNKNOWN_FILE,
        /** A directory for values that holds nothing; repairing removes it. */
        EMPTY_DIRECTORY,
        /** The counter of rows differs from the rows; repairing stores the real count. */
        COUNT,
        /** The sum of value sizes differs from the rows; repairing stores the real sum. */
        SIZE
    }
}
