package dev.larder.storage.sqlite;

import dev.larder.storage.Blob;
import dev.larder.storage.PinnedFile;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Values that have a file of their own until a lease ends, in a folder that Python's check passes over. The names say
 * when the leases end, so that whoever comes next can clean up behind a process that was killed, without the database.
 */
final class Pins {

    /** The folder, which goes with its last file: Python's check removes empty ones. */
    static final String DIRECTORY = Connections.DATABASE + ".pins";

    private static final System.Logger LOG = System.getLogger(Pins.class.getName());

    private static final int CREATE_ATTEMPTS = 100;

    /** Pinning cleans up this often at most: listing the folder takes the longer the more is pinned. */
    private static final long SWEEP_NANOS = 1_000_000_000L;

    /** What is left of a copy whose process was killed goes when this has passed. */
    private static final Duration COPYING = Duration.ofHours(1);

    private final Path folder;
    private final InstantSource clock;
    private final SqliteErrors errors;
    private final Linking linking;
    private final AtomicLong sweptAt = new AtomicLong(System.nanoTime());

    /** How a file gets a second name. */
    @FunctionalInterface
    interface Linking {
        void link(Path link, Path existing) throws IOException;
    }

    Pins(Path directory, InstantSource clock, SqliteErrors errors) {
        this(directory, clock, errors, Files::createLink);
    }

    Pins(Path directory, InstantSource clock, SqliteErrors errors, Linking linking) {
        this.folder = directory.toAbsolutePath().resolve(DIRECTORY);
        this.clock = clock;
        this.errors = errors;
        this.linking = linking;
    }

    Path path(PinName name) {
        return folder.resolve(name.toString());
    }

    // ---- making

    PinnedFile pin(Blob value, Duration lease) {
        expiry(lease);
        sweepNowAndThen();
        IOException failure = null;
        // whoever deletes the last file of the folder removes that as well, so it may take several tries
        for (int attempt = 0; attempt < CREATE_ATTEMPTS; attempt++) {
            folder.toFile().mkdirs();
            try {
                PinName linked = link(value, lease);
                return new Pin(this, linked == null ? copy(value, lease) : linked, value);
            } catch (FileNotFoundException e) {
                failure = e;
            } catch (IOException e) {
                throw errors.of(e, "pinning a value");
            }
        }
        throw errors.of(failure == null ? new IOException("no name was free") : failure, "pinning a value");
    }

    /** Gives the file of a value a second name, or returns null if that cannot be. */
    private @Nullable PinName link(Blob value, Duration lease) throws IOException {
        Path existing = value.path().orElse(null);
        if (existing == null) {
            return null;
        }
        PinName name = PinName.next(expiry(lease));
        try {
            linking.link(path(name), existing);
            return name;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // another file system, one without links, somebody else's file, too many names, or the value is just gone
            return null;
        }
    }

    /** Copies a value, which is open whatever has become of its file; the lease begins when the copy is complete. */
    private PinName copy(Blob value, Duration lease) throws IOException {
        Path copy = path(PinName.next(expiry(COPYING)));
        boolean isComplete = false;
        try {
            try (InputStream source = value.stream();
                    FileOutputStream target = new FileOutputStream(copy.toFile())) {
                source.transferTo(target);
            }
            copy.toFile().setLastModified(modified(value.storeTime()));
            PinName name = PinName.next(expiry(lease));
            Files.move(copy, path(name));
            isComplete = true;
            return name;
        } finally {
            if (!isComplete) {
                delete(List.of(copy));
            }
        }
    }

    /** What a file can say; a row that another program has written may say anything. */
    private static long modified(Instant storeTime) {
        if (storeTime.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return (storeTime.isAfter(PinName.LAST_EXPIRY) ? PinName.LAST_EXPIRY : storeTime).toEpochMilli();
    }

    // ---- leases

    long now() {
        return clock.instant().toEpochMilli();
    }

    /** When a lease ends that begins now. */
    long expiry(Duration lease) {
        Instant now = clock.instant();
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("A lease lasts some time, not " + lease);
        }
        if (lease.compareTo(Duration.between(now, PinName.LAST_EXPIRY)) > 0) {
            throw new IllegalArgumentException("A lease of " + lease + " would last longer than the year 9999");
        }
        // the first millisecond that is not before the end
        return now.plus(lease).plusNanos(999_999).toEpochMilli();
    }

    /** Says beside a file that its lease lasts longer. */
    void extend(PinName extension) {
        try {
            Files.createFile(path(extension));
        } catch (IOException e) {
            throw errors.of(e, "extending the lease of a pinned value");
        }
    }

    // ---- cleaning up

    private void sweepNowAndThen() {
        long last = sweptAt.get();
        long now = System.nanoTime();
        if (now - last >= SWEEP_NANOS && sweptAt.compareAndSet(last, now)) {
            sweep();
        }
    }

    /**
     * Deletes the files whose leases have ended. What time it is comes before the listing: whoever extends a lease
     * while it had not ended is on the list.
     */
    void sweep() {
        long now = now();
        String[] names = folder.toFile().list();
        if (names == null) {
            return;
        }
        List<PinName> all = new ArrayList<>();
        Map<String, Long> ends = new HashMap<>();
        for (String each : names) {
            PinName name = PinName.parse(each);
            if (name != null) {
                all.add(name);
                ends.merge(name.id(), name.expiry(), Math::max);
            }
        }
        delete(all.stream()
                .filter(name ->
                        (name.isExtension() ? name.expiry() : ends.getOrDefault(name.id(), name.expiry())) <= now)
                .map(this::path)
                .toList());
    }

    /** Deletes files, and the folder if nothing is left in it. */
    void delete(List<Path> files) {
        for (Path each : files) {
            File file = each.toFile();
            if (!file.delete() && file.exists()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Cannot delete the file {0}, whose lease has ended; whoever opens the store next will try again",
                        file);
            }
        }
        if (!files.isEmpty() && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            folder.toFile().delete(); // which it only does when it is empty
        }
    }
}
