package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.blobRow;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.content;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.Content;
import dev.larder.storage.Row;
import dev.larder.storage.Selection;
import dev.larder.storage.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values as streams: {@link Blob}. */
public interface BlobContract extends StorageUnderTest {

    @Test
    default void blob_everyPlaceAndLength_isTheValue(Store store) throws IOException {
        for (int length : new int[] {0, 1, 1_000, 32_767, 32_768, 1_000_000}) {
            put(store, "key", bytes(noise(length, 1)));
            requireContent(store, noise(length, 1));
            put(store, "key", new Content.Streamed(Source.of(noise(length, 2)), 64));
            requireContent(store, noise(length, 2));
        }
    }

    @Test
    default void blob_ofText_isItsUtf8(Store store) throws IOException {
        for (String value : List.of("", "a\0b", "\u00e4\ud83d\ude00", "\u00e4\ud83d\ude00".repeat(50_000))) {
            put(store, "key", value);
            requireContent(store, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void requireContent(Store store, byte[] expected) throws IOException {
        try (Blob blob = open(store, "key");
                InputStream stream = blob.stream()) {
            assertThat(blob.length()).isEqualTo(expected.length);
            assertThat(stream.readAllBytes()).isEqualTo(expected);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    default void blob_ofNumber_isNotOffered(Store store) {
        put(store, "integer", number(1));
        put(store, "floating", number(1.5));
        for (String key : List.of("integer", "floating")) {
            Row row = blobRow(store, key);
            assertThat(row).isNotNull();
            assertThat(row.blob()).isNull();
        }
    }

    @Test
    default void stream_ranges_areExactlyThoseBytes(Store store) throws IOException {
        byte[] value = noise(100_000, 1);
        for (int length : new int[] {1_000, 100_000}) {
            byte[] expected = Arrays.copyOf(value, length);
            put(store, "key", bytes(expected));
            try (Blob blob = open(store, "key")) {
                for (int[] range : new int[][] {
                    {0, 0}, {0, 1}, {0, length}, {1, length - 1}, {length / 2, 7}, {length - 1, 1}, {length, 0}
                }) {
                    try (InputStream stream = blob.stream(range[0], range[1])) {
                        assertThat(stream.readAllBytes())
                                .as("%s bytes from %s", range[1], range[0])
                                .isEqualTo(Arrays.copyOfRange(expected, range[0], range[0] + range[1]));
                        assertThat(stream.read()).isEqualTo(-1);
                    }
                }
            }
        }
    }

    @Test
    default void stream_rangeOutsideTheValue_isRefused(Store store) {
        for (int length : new int[] {1_000, 100_000}) {
            put(store, "key", bytes(noise(length, 1)));
            try (Blob blob = open(store, "key")) {
                for (long[] range : new long[][] {
                    {-1, 1},
                    {0, -1},
                    {0, length + 1L},
                    {length, 1},
                    {length + 1L, 0},
                    {1, Long.MAX_VALUE},
                    {Long.MAX_VALUE, 1},
                    {Long.MIN_VALUE, Long.MIN_VALUE}
                }) {
                    assertThatThrownBy(() -> blob.stream(range[0], range[1]))
                            .as("%s bytes from %s", range[1], range[0])
                            .isInstanceOf(IndexOutOfBoundsException.class);
                }
            }
        }
    }

    @Test
    default void stream_closed_leavesTheBlobOpen(Store store) throws IOException {
        put(store, "key", bytes(noise(50_000, 1)));
        try (Blob blob = open(store, "key")) {
            InputStream closed = blob.stream();
            closed.close();

            assertThat(content(blob)).isEqualTo(noise(50_000, 1));
        }
    }

    @Test
    default void stream_smallSteps_deliverTheSame(Store store) throws IOException {
        put(store, "key", bytes(noise(50_000, 1)));
        try (Blob blob = open(store, "key");
                InputStream stream = blob.stream(10, 40_000)) {
            byte[] expected = Arrays.copyOfRange(noise(50_000, 1), 10, 40_010);
            assertThat(stream.read()).isEqualTo(expected[0] & 0xFF);
            assertThat(stream.skip(99)).isEqualTo(99);
            byte[] part = new byte[1_000];
            assertThat(stream.readNBytes(part, 0, 1_000)).isEqualTo(1_000);
            assertThat(part).isEqualTo(Arrays.copyOfRange(expected, 100, 1_100));
            assertThat(stream.read(part, 0, 0)).isZero();
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(expected, 1_100, 40_000));
        }
    }

    @Test
    default void closeBlob_twice_hasNoEffect(Store store) {
        put(store, "in its row", "value");
        put(store, "outside", bytes(noise(50_000, 1)));
        for (String key : List.of("in its row", "outside")) {
            Blob blob = open(store, key);
            blob.close();
            blob.close();
            assertThat(blob.length()).isPositive();
        }
    }

    @Test
    default void closeBlob_valueOutsideItsRow_endsItsStreams(Store store) throws IOException {
        put(store, "key", bytes(noise(5_000_000, 1)));
        Blob blob = open(store, "key");
        InputStream stream = blob.stream();
        assertThat(stream.read()).isNotNegative();
        blob.close();

        assertThatThrownBy(stream::readAllBytes).isInstanceOfAny(IOException.class, IllegalStateException.class);
    }

    @Test
    default void blob_valueReplacedOrRemoved_staysAsItWas(Store store) {
        put(store, "in its row", text("x".repeat(100)));
        put(store, "outside", bytes(noise(1_000_000, 1)));
        put(store, "streamed", new Content.Streamed(Source.of(noise(900_000, 2)), 1));
        for (String key : List.of("in its row", "outside", "streamed")) {
            byte[] before = content(store, key);
            try (Blob replaced = open(store, key)) {
                put(store, key, bytes(noise(800_000, 3)));
                assertThat(content(replaced)).isEqualTo(before);
            }
            before = content(store, key);
            try (Blob removed = open(store, key)) {
                remove(store, key);
                assertThat(content(removed)).isEqualTo(before);
            }
            put(store, key, bytes(noise(700_000, 4)));
            before = content(store, key);
            try (Blob purged = open(store, key)) {
                Shorthand.purgeAll(store, new Selection.KeyPrefix(key), 10);
                assertThat(content(purged)).isEqualTo(before);
            }
        }
    }

    @Test
    default void blob_storeClosed_staysReadable(Store store) throws IOException {
        put(store, "in its row", text("x".repeat(100)));
        put(store, "outside", bytes(noise(5_000_000, 1)));
        try (Blob small = open(store, "in its row");
                Blob large = open(store, "outside");
                InputStream begun = large.stream()) {
            byte[] first = begun.readNBytes(1_000);
            store.close();

            assertThat(content(small)).isEqualTo("x".repeat(100).getBytes(StandardCharsets.UTF_8));
            assertThat(content(large)).isEqualTo(noise(5_000_000, 1));
            assertThat(first).isEqualTo(Arrays.copyOf(noise(5_000_000, 1), 1_000));
            assertThat(begun.readAllBytes()).hasSize(5_000_000 - 1_000);
        }
    }

    @Test
    default void blob_storedAgain_isCopied(Store store) throws IOException {
        put(store, "key", bytes(noise(3_000_000, 1)));
        try (Blob blob = open(store, "key");
                InputStream toItself = blob.stream();
                InputStream toOther = blob.stream(1_000, 2_000_000)) {
            put(store, "key", new Content.Streamed(toItself, 64));
            store.transact(PATIENT, () -> {
                put(store, "other", new Content.Streamed(toOther, 1));
                return "copied";
            });
        }

        assertThat(content(store, "key")).isEqualTo(noise(3_000_000, 1));
        assertThat(content(store, "other")).isEqualTo(Arrays.copyOfRange(noise(3_000_000, 1), 1_000, 2_001_000));
    }

    @Test
    default void blob_severalThreads_readTheirOwnStreams(Store store, Testbed testbed) {
        byte[] value = noise(3_000_000, 1);
        put(store, "key", bytes(value));
        try (Blob blob = open(store, "key")) {
            List<byte[]> read = testbed.threads().race(8, thread -> {
                try (InputStream stream = blob.stream(thread * 100_000L, 2_000_000)) {
                    return stream.readAllBytes();
                }
            });

            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i)).isEqualTo(Arrays.copyOfRange(value, i * 100_000, i * 100_000 + 2_000_000));
            }
        }
    }

    @Test
    default void path_valueOutsideItsRow_isAFileOfExactlyTheValue(Store store) throws IOException {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", bytes(noise(50_000, 1)));
        Path path;
        try (Blob blob = open(store, "key")) {
            path = blob.path().orElseThrow();
            assertThat(path).isAbsolute();
            assertThat(Files.readAllBytes(path)).isEqualTo(noise(50_000, 1));
        }
        assertThat(path).as("closing the handle").exists();

        put(store, "key", bytes(noise(60_000, 2)));
        assertThat(path).as("replacing the value").doesNotExist();
        try (Blob blob = open(store, "key")) {
            path = blob.path().orElseThrow();
        }
        remove(store, "key");
        assertThat(path).as("removing the value").doesNotExist();
    }

    @Test
    default void path_valueInItsRow_isEmpty(Store store) {
        put(store, "key", "value");
        try (Blob blob = open(store, "key")) {
            assertThat(blob.path()).isEqualTo(Optional.empty());
        }
    }

    @Test
    default void directory_ifThereIsOne_holdsTheFiles(Store store) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", bytes(noise(50_000, 1)));
        try (Blob blob = open(store, "key")) {
            assertThat(blob.path().orElseThrow())
                    .startsWith(store.directory().orElseThrow().toAbsolutePath());
        }
    }

    private static Blob open(Store store, String key) {
        Row row = blobRow(store, key);
        assertThat(row).as("row under %s", key).isNotNull();
        Blob blob = row.blob();
        assertThat(blob).as("blob of %s", key).isNotNull();
        return blob;
    }
}
