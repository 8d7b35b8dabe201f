package dev.larder.storage.jooq;

import dev.larder.storage.Encoded;

/** Compares a value that lies in a file; the rows do not know where files are. */
@FunctionalInterface
public interface FileComparison {

    /** Whether the file that {@code row} names holds exactly {@code value}, whose encoding is the row's. */
    boolean holds(TableRow row, Encoded value);
}
