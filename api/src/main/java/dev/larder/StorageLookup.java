package dev.larder;

import dev.larder.storage.Storage;
import dev.larder.storage.StorageProvider;
import java.net.URI;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the storage module that is responsible for a URI. */
final class StorageLookup {

    private StorageLookup() {}

    /**
     * The storage at {@code uri}.
     *
     * @throws IllegalStateException if no storage module for it is there
     */
    static Storage find(URI uri) {
        Storage storage = findWith(Thread.currentThread().getContextClassLoader(), uri);
        if (storage == null) {
            // a framework's thread may have a context class loader that sees none of the application
            storage = findWith(StorageLookup.class.getClassLoader(), uri);
        }
        if (storage == null) {
            throw new IllegalStateException("No storage module for " + uri + " was found"
                    + ("file".equals(uri.getScheme())
                            ? ": add larder-storage-sqlite to the class path or module path"
                            : " on the class path or module path"));
        }
        return storage;
    }

    private static @Nullable Storage findWith(@Nullable ClassLoader loader, URI uri) {
        for (StorageProvider provider : ServiceLoader.load(StorageProvider.class, loader)) {
            Optional<Storage> storage = provider.storage(uri);
            if (storage.isPresent()) {
                return storage.get();
            }
        }
        return null;
    }
}
