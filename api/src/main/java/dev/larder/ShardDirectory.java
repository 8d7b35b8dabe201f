package dev.larder;

import dev.larder.storage.Storage;
import dev.larder.storage.StorageException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory of shards, as Python DiskCache lays it out: each is a store in a directory of its own, named by its
 * number.
 */
record ShardDirectory(Path path) implements ShardRoot {

    /** Beside the directory as long as `larder reshard` has not finished putting another one in its place. */
    private static final String UNFINISHED = ".reshard-old";

    private Path path(int shard) {
        return path.resolve(ShardRoot.name(shard));
    }

    @Override
    public URI uri() {
        return path.toUri();
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(path);
    }

    @Override
    public LarderRoot collections() {
        return new CollectionDirectories(path);
    }

    @Override
    public Storage shard(int number) {
        return StorageLookup.find(path(number).toUri());
    }

    @Override
    public boolean has(int number) {
        return Files.isDirectory(path(number));
    }

    @Override
    public int present() {
        int count = 0;
        while (has(count)) {
            count++;
        }
        return count;
    }

    /** Each is a database of its own. */
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void requireWhole() {
        Path name = path.getFileName();
        Path unfinished = name == null ? path : path.resolveSibling(name + UNFINISHED);
        if (name != null && Files.exists(unfinished)) {
            throw new StorageException(
                    "Resharding " + path + " has not finished, as " + unfinished
                            + " is still there; if it is not running, run `larder reshard " + path
                            + " N` again with the same number",
                    null);
        }
    }

    @Override
    public String otherNumber(int asked) {
        return "change that with `larder reshard " + path + " " + asked + "`";
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
