package dev.larder.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The files of values, found and damaged as another program would. */
final class ValueFiles {

    private ValueFiles() {}

    /** The file of the value under {@code key}; skips the test if the storage has none. */
    static Path of(Store store, Key key) {
        Testbed.require(store, Capability.VALUE_FILES);
        Row row = store.find(key, Fetch.BLOB, Access.IGNORE);
        assertThat(row).isNotNull();
        try (Blob blob = row.blob()) {
            assertThat(blob).isNotNull();
            return blob.path().orElseThrow();
        }
    }

    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void setModified(Path file, Instant instant) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(instant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
