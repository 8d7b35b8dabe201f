package dev.larder.storage.h2;

import dev.larder.storage.Storage;
import dev.larder.storage.StorageProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the databases that {@link H2Storage#uri()} names. */
public final class H2StorageProvider implements StorageProvider {

    static final String FILE = "h2";
    static final String SHARED = "h2-shared";
    static final String MEMORY = "h2-memory";

    private static final String COLLECTION = "collection=";

    /** Called by the service loader. */
    public H2StorageProvider() {}

    @Override
    public Optional<Storage> storage(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        return switch (scheme) {
            case FILE -> Optional.of(H2.file(path(uri)).named(collection(uri)));
            case SHARED -> Optional.of(H2.sharedFile(path(uri)).named(collection(uri)));
            case MEMORY ->
                Optional.of(H2.memory(path(uri).getFileName().toString()).named(collection(uri)));
            default -> Optional.empty();
        };
    }

    private static Path path(URI uri) {
        String path = uri.getPath();
        if (path == null || path.isEmpty() || path.equals("/")) {
            throw new IllegalArgumentException("The URI " + uri + " names no H2 database; give its path");
        }
        return Path.of(path);
    }

    private static String collection(URI uri) {
        String query = uri.getQuery();
        return query != null && query.startsWith(COLLECTION) ? query.substring(COLLECTION.length()) : H2Storage.DEFAULT;
    }
}
