package dev.larder.storage;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A file with exactly the bytes of a value, for handing over to a server, another process or a socket. It stays as it
 * is until its lease ends or it is closed: whatever becomes of the entry, by any process, Python's among them, and
 * whether or not the store is closed or the process that pinned it is killed.
 *
 * <p>Close it when nobody needs the file any more. Where somebody else opens it later, as a web server does that is
 * told its path, do not close it: let the lease end. After that the next store that is opened in the place, and the
 * next pin, expiry or repair in one that is open, deletes the file; whoever has it open by then reads on.
 *
 * <p>Nobody may write to the file: it may be the value's own, under a second name. Safe for use by several threads.
 */
public interface PinnedFile extends AutoCloseable {

    /** The file; absolute, under a name that cannot be guessed, in the directory of the store. */
    Path path();

    /** Length in bytes. */
    long length();

    /** When the value was stored. */
    Instant storeTime();

    /** Until when the file is sure to stay, by the store's clock. */
    Instant expiry();

    /**
     * Lets the lease last {@code lease} from now, if that is longer than it lasts anyway. The path stays the same.
     *
     * @return false if the lease has ended or the file was closed; then it cannot be extended any more: pin the value
     *     again
     * @throws IllegalArgumentException if {@code lease} is not positive
     */
    boolean extend(Duration lease);

    /**
     * Transfers the whole file; otherwise as {@link #transferTo(long, long, WritableByteChannel)}.
     *
     * @return how many bytes were transferred
     */
    default long transferTo(WritableByteChannel target) throws IOException {
        return transferTo(0, length(), target);
    }

    /**
     * Transfers a range of bytes, without copying them through this process where the operating system can do that, as
     * from a file to a socket.
     *
     * @param position first byte, from 0 to {@link #length()}
     * @param count number of bytes; the range must lie within the file
     * @param target stays open; blocking, or fewer bytes may be transferred
     * @return how many bytes were transferred: {@code count}, or fewer if a channel that does not block takes no more
     * @throws IndexOutOfBoundsException if the range does not lie within the file
     * @throws NoSuchFileException if the lease has ended and the file is gone
     * @throws IOException if the file cannot be read or {@code target} not be written to
     */
    long transferTo(long position, long count, WritableByteChannel target) throws IOException;

    /** Ends the lease and deletes the file. Whoever has it open reads on. Closing twice has no effect. */
    @Override
    void close();
}
