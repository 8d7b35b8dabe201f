package dev.larder.storage.sqlite;

import dev.larder.storage.Blob;
import dev.larder.storage.PinnedFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One value that has a file of its own until a lease ends. It outlives its store. */
final class Pin implements PinnedFile {

    private final Pins pins;
    private final PinName name;
    private final Path path;
    private final long length;
    private final Instant storeTime;

    /** What says that the lease was extended, beside the file. */
    private final List<Path> extensions = new ArrayList<>();

    private long expiry;
    private boolean closed;

    Pin(Pins pins, PinName name, Blob value) {
        this.pins = pins;
        this.name = name;
        this.path = pins.path(name);
        this.length = value.length();
        this.storeTime = value.storeTime();
        this.expiry = name.expiry();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Instant storeTime() {
        return storeTime;
    }

    @Override
    public synchronized Instant expiry() {
        return Instant.ofEpochMilli(expiry);
    }

    @Override
    public synchronized boolean extend(Duration lease) {
        long wanted = pins.expiry(lease);
        if (hasEnded()) {
            return false;
        }
        if (wanted <= expiry) {
            return true;
        }
        PinName extension = name.extension(wanted);
        pins.extend(extension);
        extensions.add(pins.path(extension));
        if (hasEnded()) {
            // somebody may have cleaned up before the extension was there
            return false;
        }
        expiry = wanted;
        return true;
    }

    private boolean hasEnded() {
        return closed || expiry <= pins.now();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        Objects.checkFromIndexSize(position, count, length);
        try (FileChannel source = FileChannel.open(path, StandardOpenOption.READ)) {
            long done = 0;
            while (done < count) {
                long moved = source.transferTo(position + done, count - done, target);
                if (moved == 0) {
                    if (source.size() < length) {
                        throw new EOFException(path + " has " + source.size() + " bytes instead of " + length);
                    }
                    return done;
                }
                done += moved;
            }
            return done;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            List<Path> files = new ArrayList<>(extensions);
            files.add(path);
            pins.delete(files);
        }
    }

    @Override
    public String toString() {
        return path + " until " + expiry();
    }
}
