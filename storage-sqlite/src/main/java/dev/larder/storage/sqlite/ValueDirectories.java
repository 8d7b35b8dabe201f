package dev.larder.storage.sqlite;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories in which value files lie: two levels, each named by two hexadecimal digits, the one of the work
 * queue, and the one of pinned files, where names tell what is known. Nothing else in the store's directory is looked
 * at, and links are not followed.
 */
final class ValueDirectories {

    private final Path directory;
    private final SqliteErrors errors;

    ValueDirectories(Path directory, SqliteErrors errors) {
        this.directory = directory;
        this.errors = errors;
    }

    /**
     * What lies in them that is older than a grace period: what is younger may belong to a write under way.
     *
     * @param files files, by names relative to the store
     * @param empty directories with nothing in them
     */
    record Contents(List<String> files, List<Path> empty) {}

    /** Everything in them but the {@code known} files. */
    Contents unknown(NameSet known, Duration grace) {
        Instant youngest = Instant.now().minus(grace);
        Contents found = new Contents(new ArrayList<>(), new ArrayList<>());
        try {
            for (Path outer : children(directory)) {
                if (isValueDirectory(outer)) {
                    List<Path> inner = children(outer);
                    noteIfEmpty(outer, inner, youngest, found);
                    for (Path each : inner) {
                        look(each, known, youngest, found);
                    }
                }
            }
            Path work = directory.resolve(WorkFileName.DIRECTORY);
            if (Files.isDirectory(work, LinkOption.NOFOLLOW_LINKS)) {
                noteUnknown(work, known, youngest, found);
            }
            Path pins = directory.resolve(Pins.DIRECTORY);
            if (Files.isDirectory(pins, LinkOption.NOFOLLOW_LINKS)) {
                noteForeign(pins, known, youngest, found);
            }
            return found;
        } catch (IOException e) {
            throw errors.of(e, "looking for value files");
        }
    }

    private void look(Path entry, NameSet known, Instant youngest, Contents found) throws IOException {
        if (!isValueDirectory(entry)) {
            noteIfUnknown(entry, known, youngest, found);
            return;
        }
        noteUnknown(entry, known, youngest, found);
    }

    private void noteUnknown(Path parent, NameSet known, Instant youngest, Contents found) throws IOException {
        List<Path> entries = children(parent);
        noteIfEmpty(parent, entries, youngest, found);
        for (Path each : entries) {
            noteIfUnknown(each, known, youngest, found);
        }
    }

    private void noteForeign(Path pins, NameSet known, Instant youngest, Contents found) throws IOException {
        List<Path> entries = children(pins);
        noteIfEmpty(pins, entries, youngest, found);
        for (Path each : entries) {
            if (PinName.parse(each.getFileName().toString()) == null) {
                noteIfUnknown(each, known, youngest, found);
            }
        }
    }

    private void noteIfUnknown(Path file, NameSet known, Instant youngest, Contents found) throws IOException {
        String name = directory.relativize(file).toString();
        if (!known.contains(name) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isOld(file, youngest)) {
            found.files.add(name);
        }
    }

    private static void noteIfEmpty(Path entry, List<Path> entries, Instant youngest, Contents found)
            throws IOException {
        if (entries.isEmpty() && isOld(entry, youngest)) {
            found.empty.add(entry);
        }
    }

    private static boolean isValueDirectory(Path entry) {
        return ValueFileName.isValidDirectory(entry) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isOld(Path entry, Instant youngest) throws IOException {
        try {
            return !Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .lastModifiedTime()
                    .toInstant()
                    .isAfter(youngest);
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        }
    }

    private static List<Path> children(Path parent) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException goneMeanwhile) {
            return children;
        }
        return children;
    }

    /** Deletes an unknown file and the directories that get empty; returns whether it is gone. */
    boolean delete(String file) {
        Path path = directory.resolve(file);
        try {
            Files.deleteIfExists(path);
            for (Path parent = path.getParent();
                    parent != null && !parent.equals(directory);
                    parent = parent.getParent()) {
                Files.deleteIfExists(parent);
            }
            return true;
        } catch (DirectoryNotEmptyException othersAreThere) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Deletes an empty directory, and the one above if that gets empty; returns whether it is gone. */
    boolean deleteEmpty(Path empty) {
        return delete(directory.relativize(empty).toString());
    }
}
