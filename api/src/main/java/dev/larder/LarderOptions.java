package dev.larder;

import dev.larder.storage.Durability;
import dev.larder.storage.NamedStorage;
import dev.larder.storage.Storage;
import dev.larder.storage.StoreConfig;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * What the builder of a larder has been told, and what builders of its collections begin with.
 *
 * @param config what all collections have in common
 * @param reopening whether a closed collection opens again when it is used
 */
record LarderOptions(LarderRoot root, StoreConfig config, boolean reopening) implements LarderBuilder {

    static LarderOptions at(Path directory) {
        return of(new CollectionDirectories(Objects.requireNonNull(directory, "directory")));
    }

    static LarderOptions at(URI place) {
        if (!"file".equalsIgnoreCase(place.getScheme())) {
            return on(StorageLookup.find(place));
        }
        try {
            return at(Path.of(place));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IllegalArgumentException(
                    "Not the URI of a directory: " + place + " (" + e.getMessage()
                            + "); it looks like file:///var/lib/pantry",
                    e);
        }
    }

    static LarderOptions on(Storage storage) {
        Objects.requireNonNull(storage, "storage");
        if (storage instanceof NamedStorage named) {
            return of(new StorageRoot(named, ""));
        }
        throw new IllegalArgumentException("The storage " + storage.uri()
                + " holds one collection: a larder needs one that holds many by name; open a cache on it, or a larder"
                + " in a directory");
    }

    private static LarderOptions of(LarderRoot root) {
        return new LarderOptions(root, StoreConfig.defaults(), true);
    }

    private LarderOptions with(StoreConfig changed) {
        return new LarderOptions(root, changed, reopening);
    }

    @Override
    public LarderOptions durability(Durability durability) {
        return with(config.withDurability(Objects.requireNonNull(durability, "durability")));
    }

    @Override
    public LarderOptions clock(InstantSource clock) {
        return with(config.withClock(Objects.requireNonNull(clock, "clock")));
    }

    @Override
    public LarderOptions allowNetworkFileSystem() {
        return with(config.withAllowNetworkDisk(true));
    }

    @Override
    public LarderOptions checkGracePeriod(Duration age) {
        return with(config.withCheckGracePeriod(Objects.requireNonNull(age, "age")));
    }

    @Override
    public LarderOptions refuseReopening() {
        return new LarderOptions(root, config, false);
    }

    @Override
    public Larder open() {
        return new RootedLarder(this);
    }
}
