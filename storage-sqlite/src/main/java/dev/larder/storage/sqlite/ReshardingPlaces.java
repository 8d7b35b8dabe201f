package dev.larder.storage.sqlite;

import dev.larder.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The directory that is resharded and those that stand beside it meanwhile.
 *
 * @param parent where all of them lie
 * @param directory the directory's own path, without links
 * @param building where the new shards are built
 * @param old where the old shards go
 */
record ReshardingPlaces(Path parent, Path directory, Path building, Path old) {

    private static final String BUILDING_SUFFIX = ".reshard-new";
    private static final String OLD_SUFFIX = ".reshard-old";

    /** The places for a directory, which an earlier run may have left without its name. */
    static ReshardingPlaces of(Path given) {
        Path directory = real(given);
        Path parent = directory.getParent();
        if (parent == null) {
            throw new StorageException(directory + " is not divided into shards; nothing was changed", null);
        }
        String name = String.valueOf(directory.getFileName());
        for (String suffix : new String[] {BUILDING_SUFFIX, OLD_SUFFIX}) {
            if (name.endsWith(suffix)) {
                Path meant = directory.resolveSibling(name.substring(0, name.length() - suffix.length()));
                throw new StorageException(
                        directory + " is what an unfinished resharding has left; to finish that, name " + meant, null);
            }
        }
        return new ReshardingPlaces(
                parent, directory, parent.resolve(name + BUILDING_SUFFIX), parent.resolve(name + OLD_SUFFIX));
    }

    /** The path without links, for a link too whose target has lost its name. */
    private static Path real(Path given) {
        Path absolute = given.toAbsolutePath();
        try {
            if (Files.exists(absolute)) {
                return absolute.toRealPath();
            }
            if (Files.isSymbolicLink(absolute)) {
                return real(absolute.resolveSibling(Files.readSymbolicLink(absolute)));
            }
            Path normal = absolute.normalize();
            Path parent = normal.getParent();
            return parent == null || !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
                    ? normal
                    : parent.toRealPath().resolve(normal.getFileName());
        } catch (IOException e) {
            throw new SqliteErrors(absolute).of(e, "following links to it");
        }
    }
}
