package dev.larder.storage.sqlite;

import dev.larder.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts a new fanout directory in the place of an old one. Each step is a rename or a deletion, and which of them are
 * done can be told from the names that there are, so that anybody can finish or undo what was begun:
 *
 * <ol>
 *   <li>The old directory gets its other name, and a file takes its place, which keeps programs from making the
 *       directory anew. Without that, one that starts now would open the old databases, wait, and in the end write to
 *       the log of a new database, which it finds under the name of the old one's.
 *   <li>The new directory is built and marked as complete. Until then all is undone by giving the old one its name.
 *   <li>Named collections move from the old to the new directory.
 *   <li>The new directory takes the place.
 *   <li>The old one gets the name of what was left half-built, and is deleted as that is. So a directory with the name
 *       of an old one is always whole.
 *   <li>The mark is deleted.
 * </ol>
 */
final class ReshardingSwap {

    private static final String NOTICE = "'larder reshard' is at work on the directory that belongs here.\n";

    /**
     * A program that has opened an old database but got no further may be waiting for it. SQLite tries again after 0.1
     * s at most; it then fails, because there is no place for its log, and gives up.
     */
    private static final long LONGEST_POLL_NANOS = 300_000_000;

    private final ReshardingPlaces places;
    private final ReshardingSteps steps;

    ReshardingSwap(ReshardingPlaces places, ReshardingSteps steps) {
        this.places = places;
        this.steps = steps;
    }

    /** Gives the old directory its other name, and takes its place. */
    void begin() throws IOException {
        rename(places.directory(), places.old());
        steps.reached(ReshardingStep.SET_ASIDE);
        try {
            Files.writeString(
                    places.directory(),
                    NOTICE
                            + "If it was stopped, run it again: nothing is lost. To undo it, run it with the number of"
                            + " shards that there were.\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw madeAnew(e);
        }
        steps.reached(ReshardingStep.PLACE_TAKEN);
    }

    /** Whether a run has begun and not ended. */
    boolean isBegun() throws IOException {
        return exists(places.old()) || ReshardingMark.read(places.directory()) != null;
    }

    /**
     * Whether a begun run can only be finished, not undone.
     *
     * @throws StorageException if there are other directories than any step leaves
     */
    boolean isToBeFinished() throws IOException {
        boolean isInPlace = Files.isDirectory(places.directory());
        if (isInPlace && ReshardingMark.read(places.directory()) == null) {
            throw madeAnew(null);
        }
        return isInPlace || ReshardingMark.read(places.building()) != null;
    }

    /** Throws away what is built, and gives the old directory its name back. */
    void undo() throws IOException {
        FileTree.delete(places.building());
        freePlace();
        rename(places.old(), places.directory());
    }

    /**
     * Does what is left to do once the new directory is complete.
     *
     * @return what the resharding did, to whose end this is
     */
    Resharded finish() throws IOException {
        if (!Files.isDirectory(places.directory())) {
            LockSupport.parkNanos(LONGEST_POLL_NANOS);
            moveCollections();
            freePlace();
            steps.reached(ReshardingStep.PLACE_FREED);
            rename(places.building(), places.directory());
            steps.reached(ReshardingStep.IN_PLACE);
        }
        Resharded result = ReshardingMark.read(places.directory());
        if (result == null) {
            throw madeAnew(null);
        }
        if (exists(places.old())) {
            rename(places.old(), places.building());
            steps.reached(ReshardingStep.DISCARDED);
        }
        FileTree.delete(places.building());
        steps.reached(ReshardingStep.DELETED);
        ReshardingMark.delete(places.directory());
        steps.reached(ReshardingStep.DONE);
        return result;
    }

    private void moveCollections() throws IOException {
        for (Path other : FanoutDirectory.others(places.old())) {
            Files.move(other, places.building().resolve(other.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            steps.reached(ReshardingStep.COLLECTION_MOVED);
        }
        FileTree.forceNamesIn(places.building());
        FileTree.forceNamesIn(places.old());
    }

    /** Deletes the file that has taken the place; nothing else. */
    private void freePlace() throws IOException {
        Path place = places.directory();
        if (!exists(place)) {
            return;
        }
        // killed between the making and the writing of the file, a run leaves it empty
        if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
                || (Files.size(place) > 0 && !Files.readString(place).startsWith(NOTICE))) {
            throw madeAnew(null);
        }
        Files.delete(place);
    }

    private void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            throw new StorageException(
                    from + " cannot be renamed to " + to + " (" + e
                            + "). Nothing is lost: find out what is in the way, such as a mount or another program,"
                            + " and try again",
                    e);
        }
        FileTree.forceNamesIn(places.parent());
    }

    private StorageException madeAnew(@Nullable Throwable cause) {
        return new StorageException(
                "Since resharding began, another program has made " + places.directory()
                        + " anew. Nothing of what was there is lost: it is in " + places.old() + " and "
                        + places.building()
                        + ". Stop the program, save what it has written if you need that, move away what it has made,"
                        + " and try again",
                cause);
    }

    private static boolean exists(Path place) {
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    }
}
