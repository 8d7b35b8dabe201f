package dev.larder.storage.sqlite;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/** Works on directories with all that is in them; links in them are not followed. */
final class FileTree {

    /** Where a directory can be opened, it can be forced to the device; Windows does that by itself. */
    private static final boolean DIRECTORIES_ARE_FORCED = File.separatorChar == '/';

    private FileTree() {}

    /** Deletes a directory, if it is there. */
    static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes sure that the names in the directory and in all below it survive a loss of power. */
    static void forceNames(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                forceNamesIn(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes sure that the names in this one directory survive a loss of power. */
    static void forceNamesIn(Path directory) throws IOException {
        if (DIRECTORIES_ARE_FORCED) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Gives a file or directory the owner, the group and the rights of another, as far as it has not got them. */
    static void giveOwnerAndRights(Path target, Path model) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (view == null) {
            return; // the file system has none
        }
        PosixFileAttributes present = view.readAttributes();
        PosixFileAttributes wanted = Files.readAttributes(model, PosixFileAttributes.class);
        if (!present.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
        if (!present.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
        if (!present.permissions().equals(wanted.permissions())) {
            view.setPermissions(wanted.permissions());
        }
    }
}
