package dev.larder.storage.sqlite;

import dev.larder.storage.Durability;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Brings value files from other shards into a new one, under the names that they have. */
final class ValueFileCopies {

    private final Path shard;
    private final ValueFiles files;

    ValueFileCopies(Path shard) {
        this.shard = shard;
        files = new ValueFiles(shard, Durability.FULL, new SqliteErrors(shard));
    }

    /**
     * Brings a file, by a second link to it where the file system can do that, else by a copy. Names are random: they
     * do not meet.
     *
     * @return false if there is no such file, or none that could be a value file
     */
    boolean bring(String name, Path from) throws IOException {
        if (!ValueFileName.isValid(name)) {
            return false;
        }
        Path source = from.resolve(name);
        if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path target = shard.resolve(name);
        makeDirectory(ValueFileName.directory(name), from);
        try {
            Files.createLink(target, source);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            copy(source, target);
        }
        return true;
    }

    /** Both levels, with the rights that their like in the other shard have. */
    private void makeDirectory(String inner, Path from) throws IOException {
        Path directory = shard.resolve(inner);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            String outer = ValueFileName.outerDirectory(inner);
            FileTree.giveOwnerAndRights(shard.resolve(outer), from.resolve(outer));
            FileTree.giveOwnerAndRights(directory, from.resolve(inner));
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
        FileTree.giveOwnerAndRights(target, source);
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a file that was brought for a row which has gone since; returns false if none was brought. */
    boolean drop(String name) {
        if (!ValueFileName.isValid(name) || files.length(name) < 0) {
            return false;
        }
        files.delete(List.of(name));
        return true;
    }
}
