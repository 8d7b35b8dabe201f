package dev.larder.storage.sqlite;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The file in a new fanout directory that says: all that was to be copied is here. It goes with the directory when that
 * is renamed, and is deleted when the old one is gone. It holds what the resharding did, for whoever finishes it.
 */
final class ReshardingMark {

    /** Python's check spares files whose names begin so. */
    private static final String NAME = "cache.db.resharded";

    private static final String UNFINISHED_NAME = NAME + ".new";

    private ReshardingMark() {}

    /** Marks a directory; after a crash it is marked or not, nothing between. */
    static void write(Path directory, Resharded result) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("before", Integer.toString(result.before()));
        properties.setProperty("after", Integer.toString(result.after()));
        properties.setProperty("rows", Long.toString(result.rows()));
        properties.setProperty("superseded", Long.toString(result.superseded()));
        properties.setProperty("missingFiles", Long.toString(result.missingFiles()));
        Path unfinished = directory.resolve(UNFINISHED_NAME);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            properties.store(out, "This directory has been resharded; run 'larder reshard' again to finish");
            channel.force(true);
        }
        Files.move(unfinished, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        FileTree.forceNamesIn(directory);
    }

    /** What the resharding did that has made this directory, or null if it is not marked. */
    static @Nullable Resharded read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Resharded(
                (int) number(properties, "before"),
                (int) number(properties, "after"),
                number(properties, "rows"),
                number(properties, "superseded"),
                number(properties, "missingFiles"));
    }

    private static long number(Properties properties, String name) throws IOException {
        try {
            return Long.parseLong(properties.getProperty(name, ""));
        } catch (NumberFormatException e) {
            throw new IOException("The mark " + NAME + " is damaged: " + name + " is missing", e);
        }
    }

    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
        FileTree.forceNamesIn(directory);
    }
}
