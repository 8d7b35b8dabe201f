package dev.larder;

import dev.larder.storage.Storage;
import dev.larder.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a cache is to be opened: a storage, or what leads to one at the moment of opening. */
@FunctionalInterface
interface Place {

    /** The storage; looked up, and a temporary directory made, at each call. */
    Storage storage();

    /**
     * What reports call a collection at this URI: that without a query, because passwords may be there, and without the
     * slash at the end, which that of a directory has only when it is there.
     */
    default String name(URI uri) {
        return uri.toString().replaceFirst("\\?[^#]*", "").replaceFirst("/$", "");
    }

    /** The same place, where reports call the collection so. */
    default Place called(String name) {
        return new NamedPlace(this, name);
    }

    static Place directory(Path directory) {
        URI uri = directory.toAbsolutePath().toUri();
        return () -> StorageLookup.find(uri);
    }

    static Place temporary() {
        return () -> StorageLookup.find(newTemporaryDirectory().toUri());
    }

    private static Path newTemporaryDirectory() {
        try {
            return Files.createTempDirectory("larder-");
        } catch (IOException e) {
            throw new StorageException(
                    "Cannot make a temporary directory in " + System.getProperty("java.io.tmpdir") + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
