package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/** The database or the disk failed in a way that no other exception describes. */
public final class StorageException extends LarderException {

    private static final long serialVersionUID = 1L;

    private final int vendorCode;

    public StorageException(String message, @Nullable Throwable cause) {
        this(message, 0, cause);
    }

    public StorageException(String message, int vendorCode, @Nullable Throwable cause) {
        super(message, cause);
        this.vendorCode = vendorCode;
    }

    /** The database's own error code, extended where it has that, or 0 if the failure was not the database's. */
    public int vendorCode() {
        return vendorCode;
    }
}
