package dev.larder.examples.orders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * The other system, here a directory with a file for each message. It knows no transactions of ours; what it can do is
 * to tell by its key a message that it has already.
 */
final class Inbox {

    private final Path directory;

    Inbox(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /**
     * Accepts a message; false if it was there already. A process that is killed meanwhile leaves all of it or none.
     */
    boolean accept(String key, String message) {
        Path file = directory.resolve(key + ".txt");
        if (Files.exists(file)) {
            return false;
        }
        try {
            Path draft = Files.writeString(directory.resolve(key + ".draft"), message);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("The inbox does not accept " + key, e);
        }
    }

    /** How many messages there are. */
    long count() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".txt")).count();
        } catch (IOException e) {
            throw new UncheckedIOException("The inbox cannot be read", e);
        }
    }
}
