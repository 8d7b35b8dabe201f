package dev.larder.storage.sqlite;

import dev.larder.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory whose entries are divided among shards: stores in sub-directories {@code 000}, {@code 001} and so on.
 *
 * @param directory the directory
 * @param shards the shards' directories, in order
 * @param others what else lies in it, such as named collections
 */
record FanoutDirectory(Path directory, List<Path> shards, List<Path> others) {

    private static final Pattern SHARD = Pattern.compile("[0-9]{3}");

    /**
     * Looks at a directory.
     *
     * @throws StorageException if it is not divided into shards, or one of them is missing
     */
    static FanoutDirectory at(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw refusal(directory + (Files.exists(directory) ? " is not a directory" : " does not exist"));
        }
        List<Path> shards = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> (isShard(entry) ? shards : others).add(entry));
        } catch (IOException e) {
            throw new SqliteErrors(directory).of(e, "looking for shards");
        }
        Collections.sort(shards);
        Collections.sort(others);
        FanoutDirectory found = new FanoutDirectory(directory, List.copyOf(shards), List.copyOf(others));
        found.requireWhole();
        return found;
    }

    private void requireWhole() {
        if (Files.exists(directory.resolve(Connections.DATABASE))) {
            throw refusal(directory + " is one store, not divided into shards");
        }
        if (shards.isEmpty()) {
            throw refusal(directory + " is not divided into shards: there is no " + shardName(0) + " in it");
        }
        for (int i = 0; i < shards.size(); i++) {
            Path expected = directory.resolve(shardName(i));
            if (!shards.get(i).equals(expected)) {
                throw refusal("The shard " + expected + " is missing, but there is " + shards.get(i)
                        + ". Bring it back, or move away what does not belong there");
            }
            if (!Files.isRegularFile(expected.resolve(Connections.DATABASE))) {
                throw refusal("There is no " + Connections.DATABASE + " in the shard " + expected
                        + ". Bring it back, or remove the directory if nothing was ever in it");
            }
        }
    }

    /** The name of a shard's directory. */
    static String shardName(int number) {
        return "%03d".formatted(number);
    }

    private static boolean isShard(Path entry) {
        return SHARD.matcher(entry.getFileName().toString()).matches();
    }

    /** What lies in a directory besides shards. */
    static List<Path> others(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !isShard(entry)).sorted().toList();
        }
    }

    /** All stores: the shards, and the directories of all other databases, however deep they lie. */
    List<Path> stores() {
        List<Path> stores = new ArrayList<>(shards);
        for (Path other : others) {
            try (Stream<Path> files = Files.walk(other)) {
                files.filter(file -> file.getFileName().toString().equals(Connections.DATABASE))
                        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .map(Path::getParent)
                        .forEach(stores::add);
            } catch (IOException e) {
                throw new SqliteErrors(directory).of(e, "looking for collections");
            } catch (UncheckedIOException e) {
                throw new SqliteErrors(directory).of(Objects.requireNonNull(e.getCause()), "looking for collections");
            }
        }
        return stores;
    }

    private static StorageException refusal(String message) {
        return new StorageException(message + "; nothing was changed", null);
    }
}
