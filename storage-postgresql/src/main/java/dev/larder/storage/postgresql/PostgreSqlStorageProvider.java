package dev.larder.storage.postgresql;

import dev.larder.storage.Storage;
import dev.larder.storage.StorageProvider;
import java.net.URI;
import java.util.Optional;

/** Finds the collections that {@link PostgreSqlStorage#uri()} names. */
public final class PostgreSqlStorageProvider implements StorageProvider {

    static final String SCHEME = "larder-jdbc";

    private static final String PREFIX = "postgresql:";

    /** Called by the service loader. */
    public PostgreSqlStorageProvider() {}

    @Override
    public Optional<Storage> storage(URI uri) {
        if (!SCHEME.equals(uri.getScheme())
                || !String.valueOf(uri.getSchemeSpecificPart()).startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] parts = String.valueOf(uri.getFragment()).split("/", 4);
        if (parts.length < 4) {
            throw new IllegalArgumentException(
                    "The URI " + uri + " does not end with #schema/logged or unlogged/clock/collection");
        }
        PostgreSqlStorage storage =
                PostgreSql.at("jdbc:" + uri.getSchemeSpecificPart()).schema(parts[0]);
        if (parts[1].equals("unlogged")) {
            storage = storage.unlogged();
        }
        return Optional.of((parts[2].equals("server") ? storage : storage.applicationClock()).named(parts[3]));
    }
}
