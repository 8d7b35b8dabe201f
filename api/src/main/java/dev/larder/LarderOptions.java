package dev.larder;

import dev.larder.storage.Durability;
import dev.larder.storage.NamedStorage;
import dev.larder.storage.Storage;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What the builder of a larder has been told, and what builders of its collections begin with.
 *
 * @param opening what all collections have in common
 */
record LarderOptions(LarderRoot root, StoreOpening opening) implements LarderBuilder {

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
        return new LarderOptions(root, StoreOpening.defaults());
    }

    private LarderOptions with(StoreOpening changed) {
        return new LarderOptions(root, changed);
    }

    @Override
    public LarderOptions durability(Durability durability) {
        return with(opening.durability(durability));
    }

    @Override
    public LarderOptions clock(InstantSource clock) {
        return with(opening.clock(clock));
    }

    @Override
    public LarderOptions allowNetworkFileSystem() {
        return with(opening.allowNetworkFileSystem());
    }

    @Override
    public LarderOptions checkGracePeriod(Duration age) {
        return with(opening.checkGracePeriod(age));
    }

    @Override
    public LarderOptions refuseReopening() {
        return with(opening.refuseReopening());
    }

    @Override
    public LarderOptions slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener) {
        return with(opening.slowOperations(atLeast, listener));
    }

    @Override
    public Larder open() {
        return new RootedLarder(this);
    }
}
