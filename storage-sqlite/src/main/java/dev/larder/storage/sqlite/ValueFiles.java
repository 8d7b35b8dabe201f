package dev.larder.storage.sqlite;

import dev.larder.storage.Blob;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Durability;
import dev.larder.storage.jooq.StoredBlob;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of one kind of one store. Files are written and read through streams rather than channels, because an
 * interrupt would close a channel half-way.
 */
final class ValueFiles {

    private static final System.Logger LOG = System.getLogger(ValueFiles.class.getName());

    private static final int CREATE_ATTEMPTS = 100;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path directory;
    private final boolean forced;
    private final SqliteErrors errors;
    private final FileKind kind;
    private final Supplier<String> names;

    /** Those of entries. */
    ValueFiles(Path directory, Durability durability, SqliteErrors errors) {
        this(directory, durability, errors, FileKind.VALUE);
    }

    ValueFiles(Path directory, Durability durability, SqliteErrors errors, FileKind kind) {
        this(directory, durability, errors, kind, kind::nextName);
    }

    /** @param names gives new files their names */
    ValueFiles(Path directory, Durability durability, SqliteErrors errors, FileKind kind, Supplier<String> names) {
        this.directory = directory;
        this.forced = durability == Durability.FULL;
        this.errors = errors;
        this.kind = kind;
        this.names = names;
    }

    /** A file that was just written. */
    record Written(String name, long size) {}

    /** Puts {@code bytes} into a new file; when it throws, there is none. */
    Written write(byte[] bytes) {
        return write(out -> {
            out.write(bytes);
            return bytes.length;
        });
    }

    /**
     * Puts all that {@code source} delivers into a new file; when it throws, there is none.
     *
     * @throws UncheckedIOException if the source fails
     */
    Written write(InputStream source) {
        return write(out -> copy(source, out));
    }

    /** The content of a file, or null if it is gone or has another length. */
    byte @Nullable [] read(String name, long size) {
        if (size > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("A value of " + size + " bytes does not fit an array; read it as a stream");
        }
        try (RandomAccessFile file = open(name)) {
            if (file == null || file.length() != size) {
                return null;
            }
            byte[] bytes = new byte[(int) size];
            file.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw errors.of(e, "reading " + name);
        }
    }

    /**
     * A handle on the content of a file, or null if it is gone or has another length.
     *
     * @param storeTime when the value was stored
     */
    @Nullable
    Blob blob(String name, long size, double storeTime) {
        RandomAccessFile file = open(name);
        if (file == null) {
            return null;
        }
        try {
            if (file.length() == size) {
                return StoredBlob.inFile(file, size, storeTime, directory.resolve(name));
            }
            file.close();
            return null;
        } catch (IOException e) {
            throw errors.of(e, "opening " + name);
        }
    }

    /** Length of a file, or -1 if it is gone. */
    long length(String name) {
        File file = file(name);
        long length = file.length();
        return length > 0 || file.exists() ? length : -1;
    }

    /**
     * Deletes files that nothing names any more, and the directories that get empty. What cannot be deleted is found by
     * a check.
     */
    void delete(List<String> names) {
        for (String name : names) {
            if (!kind.isValid(name)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "A removed row named the file ''{0}'', which cannot be one of {1}; it was left alone",
                        name,
                        directory);
                continue;
            }
            File file = file(name);
            if (!file.delete() && file.exists()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Cannot delete the unused value file {0}; a check with repair will try again",
                        file);
            }
            deleteIfEmpty(file.getParentFile());
        }
    }

    /** Deletes a directory of files, and those above, as far as they are empty. */
    private void deleteIfEmpty(File inner) {
        File root = directory.toFile();
        File parent = inner;
        while (!parent.equals(root) && parent.delete()) {
            parent = parent.getParentFile();
        }
    }

    private File file(String name) {
        requireValid(name);
        return new File(directory.toFile(), name);
    }

    /**
     * @throws CorruptStoreException if no value file of this store can have this name; nothing is opened or deleted
     *     then
     */
    void requireValid(String name) {
        if (!kind.isValid(name)) {
            throw new CorruptStoreException(
                    "A row of the store " + directory + " names the file '" + name
                            + "', which cannot be one of its value files; it was left alone. A check with repair removes such rows");
        }
    }

    private @Nullable RandomAccessFile open(String name) {
        File file = file(name);
        try {
            return new RandomAccessFile(file, "r");
        } catch (IOException e) {
            if (!file.exists()) {
                return null;
            }
            throw errors.of(e, "opening " + name);
        }
    }

    @FunctionalInterface
    private interface Content {
        /** Writes all of it and returns its length. */
        long writeTo(FileOutputStream out) throws IOException;
    }

    private Written write(Content content) {
        String name = create();
        boolean complete = false;
        try {
            long size;
            try (FileOutputStream out = new FileOutputStream(file(name))) {
                size = content.writeTo(out);
                if (forced) {
                    out.getFD().sync();
                }
            }
            if (forced) {
                forceDirectories(directory.resolve(name));
            }
            complete = true;
            return new Written(name, size);
        } catch (IOException e) {
            throw errors.of(e, "writing the value file " + name);
        } finally {
            if (!complete) {
                delete(List.of(name));
            }
        }
    }

    /**
     * Makes an empty file under a new name. Whoever deletes the last file of a directory removes that as well, so it
     * may take several tries: with the same name, so that no directory is made that stays empty.
     */
    private String create() {
        IOException failure = null;
        String name = names.get();
        for (int attempt = 0; attempt < CREATE_ATTEMPTS; attempt++) {
            File file = file(name);
            file.getParentFile().mkdirs();
            try {
                if (file.createNewFile()) {
                    return name;
                }
                name = names.get();
            } catch (IOException e) {
                failure = reason(file.getParentFile(), e);
            }
        }
        deleteIfEmpty(file(name).getParentFile());
        throw errors.of(failure == null ? new IOException("every name was taken") : failure, "creating a value file");
    }

    /** Why a file cannot be made: if its directory cannot, a {@link File} does not say why. */
    private static IOException reason(File parent, IOException failure) {
        try {
            Files.createDirectories(parent.toPath());
            return failure;
        } catch (IOException e) {
            e.addSuppressed(failure);
            return e;
        }
    }

    private static long copy(InputStream source, FileOutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        for (int read = readFrom(source, buffer); read >= 0; read = readFrom(source, buffer)) {
            out.write(buffer, 0, read);
            size += read;
        }
        return size;
    }

    private static int readFrom(InputStream source, byte[] buffer) {
        try {
            return source.read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("The stream that was to be stored failed: " + e.getMessage(), e);
        }
    }

    private void forceDirectories(Path file) throws IOException {
        for (Path changed = file.getParent();
                changed != null && changed.startsWith(directory);
                changed = changed.getParent()) {
            FileTree.forceNamesIn(changed);
        }
    }
}
