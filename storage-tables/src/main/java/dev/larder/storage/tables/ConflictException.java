package dev.larder.storage.tables;

import java.sql.SQLException;

/**
 * A statement met another transaction in such a way that its own has to be run again. Passes through the caller's code
 * to where the transaction began.
 */
final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SQLException conflict;

    ConflictException(SQLException conflict) {
        super(conflict);
        this.conflict = conflict;
    }

    SQLException conflict() {
        return conflict;
    }
}
