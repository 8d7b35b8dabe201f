package dev.larder.storage;

import java.net.URI;

/**
 * A place where a store lives: a directory, a database. Opening nothing by itself; immutable and thread-safe.
 *
 * <p>Opening the same place twice in one process gives two stores that share the data as two processes would.
 */
public interface Storage {

    /**
     * Opens the store, making it if there is none.
     *
     * @throws SchemaVersionException if a newer version has made or changed it
     * @throws CorruptStoreException if what is there is damaged or is something else
     * @throws StorageException if the place cannot be used: missing rights, a file in the way, a file system that is
     *     refused
     * @throws LarderTimeoutException if another process held it for longer than {@link StoreConfig#openWait()}
     */
    Store open(StoreConfig config);

    /** The place, in a form that {@link StorageProvider} resolves, also in another process. */
    URI uri();
}
