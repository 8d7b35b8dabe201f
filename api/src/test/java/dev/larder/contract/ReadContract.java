package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.SerializationException;
import dev.larder.storage.contract.FakeClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Open handles on values: {@code read}. */
public interface ReadContract extends CacheUnderTest {

    @Test
    default void read_absentOrExpiredKey_isEmpty(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("expired", Samples.large(1), expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(cache.read("absent")).isEmpty();
        assertThat(cache.read("expired")).isEmpty();
    }

    @Test
    default void read_bytes_deliversThem(Cache<Object, Object> cache) throws IOException {
        for (int length : new int[] {0, 1, 1_000, Samples.LARGE}) {
            cache.set("key", Samples.noise(length, 1));

            try (Blob blob = cache.read("key").orElseThrow()) {
                assertThat(blob.length()).isEqualTo(length);
                assertThat(content(blob)).isEqualTo(Samples.noise(length, 1));
            }
        }
    }

    @Test
    default void read_text_deliversItsUtf8(Cache<Object, Object> cache) throws IOException {
        for (String text : List.of("", "\u00e9\r\n\0\ud83d\ude00", Samples.largeText())) {
            cache.set("key", text);

            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            try (Blob blob = cache.read("key").orElseThrow()) {
                assertThat(blob.length()).isEqualTo(utf8.length);
                assertThat(content(blob)).isEqualTo(utf8);
            }
        }
    }

    @Test
    default void read_number_isRefused(Cache<Object, Object> cache) {
        cache.set("integer", 1L);
        cache.set("floating", 1.5);

        for (String key : List.of("integer", "floating")) {
            assertThatThrownBy(() -> cache.read(key))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining(key);
        }
    }

    @Test
    default void read_largeValue_hasItsFileWhereThereAreFiles(Cache<Object, Object> cache, CacheTestbed testbed)
            throws IOException {
        cache.set("large", Samples.large(1));
        cache.set("small", new byte[] {1});

        try (Blob blob = cache.read("large").orElseThrow()) {
            assertThat(blob.path().isPresent()).isEqualTo(testbed.has(Capability.VALUE_FILES));
            if (blob.path().isPresent()) {
                assertThat(Files.readAllBytes(blob.path().get())).isEqualTo(Samples.large(1));
            }
        }
        try (Blob blob = cache.read("small").orElseThrow()) {
            assertThat(blob.path()).isEmpty();
        }
    }

    @Test
    default void read_range_deliversThatPart(Cache<Object, Object> cache) throws IOException {
        for (int length : new int[] {1_000, Samples.LARGE}) {
            byte[] value = Samples.noise(length, 1);
            cache.set("key", value);

            try (Blob blob = cache.read("key").orElseThrow()) {
                for (int[] range : new int[][] {
                    {0, 0}, {0, 1}, {0, length}, {1, length - 1}, {500, 200}, {length - 1, 1}, {length, 0}
                }) {
                    byte[] part = Arrays.copyOfRange(value, range[0], range[0] + range[1]);
                    try (InputStream stream = blob.stream(range[0], range[1])) {
                        assertThat(stream.readAllBytes())
                                .as("%d bytes from %d of %d", range[1], range[0], length)
                                .isEqualTo(part);
                    }
                }
            }
        }
    }

    @Test
    default void read_rangeOutside_isRefused(Cache<Object, Object> cache) {
        for (int length : new int[] {0, 1_000, Samples.LARGE}) {
            cache.set("key", Samples.noise(length, 1));

            try (Blob blob = cache.read("key").orElseThrow()) {
                for (long[] range : new long[][] {
                    {-1, 1}, {0, -1}, {0, length + 1L}, {length, 1}, {length + 1L, 0}, {1, Long.MAX_VALUE}
                }) {
                    assertThatThrownBy(() -> blob.stream(range[0], range[1]))
                            .as("%d bytes from %d of %d", range[1], range[0], length)
                            .isInstanceOf(IndexOutOfBoundsException.class);
                }
            }
        }
    }

    @Test
    default void read_streamsSideBySide_haveTheirOwnPlace(Cache<Object, Object> cache) throws IOException {
        for (int length : new int[] {1_000, Samples.LARGE}) {
            byte[] value = Samples.noise(length, 1);
            cache.set("key", value);

            try (Blob blob = cache.read("key").orElseThrow();
                    InputStream first = blob.stream();
                    InputStream second = blob.stream()) {
                assertThat(first.readNBytes(100)).isEqualTo(Arrays.copyOf(value, 100));
                assertThat(second.readNBytes(length)).isEqualTo(value);
                assertThat(first.skip(100)).isEqualTo(100);
                assertThat(first.readAllBytes()).isEqualTo(Arrays.copyOfRange(value, 200, length));
                assertThat(content(blob)).isEqualTo(value);
                assertThat(content(blob))
                        .as("closing a stream leaves the blob open")
                        .isEqualTo(value);
            }
        }
    }

    @Test
    default void read_entryReplacedOrRemovedMeanwhile_deliversWhatWasThere(Cache<Object, Object> cache)
            throws IOException {
        for (int length : new int[] {1_000, Samples.LARGE}) {
            byte[] value = Samples.noise(length, 1);
            cache.set("replaced", value);
            cache.set("deleted", value);
            cache.set("cleared", value);

            try (Blob replaced = cache.read("replaced").orElseThrow();
                    Blob deleted = cache.read("deleted").orElseThrow();
                    Blob cleared = cache.read("cleared").orElseThrow()) {
                cache.set("replaced", Samples.large(2));
                cache.delete("deleted");
                cache.clear();

                assertThat(content(replaced)).isEqualTo(value);
                assertThat(content(deleted)).isEqualTo(value);
                assertThat(content(cleared)).isEqualTo(value);
            }
        }
    }

    @Test
    default void read_cacheClosedMeanwhile_deliversAsBefore(Cache<Object, Object> cache) throws IOException {
        cache.set("small", new byte[] {1, 2});
        cache.set("large", Samples.large(1));

        try (Blob small = cache.read("small").orElseThrow();
                Blob large = cache.read("large").orElseThrow()) {
            cache.close();

            assertThat(content(small)).isEqualTo(new byte[] {1, 2});
            assertThat(content(large)).isEqualTo(Samples.large(1));
        }
    }

    @Test
    default void read_blobClosed_streamsFail(Cache<Object, Object> cache) throws IOException {
        cache.set("key", Samples.large(1));
        Blob blob = cache.read("key").orElseThrow();
        InputStream stream = blob.stream();
        assertThat(stream.read()).isNotNegative();
        blob.close();
        blob.close();

        assertThatThrownBy(stream::readAllBytes).isInstanceOf(Exception.class);
    }

    @Test
    default void read_byManyThreads_deliversToEach(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.set("key", Samples.large(1));

        try (Blob blob = cache.read("key").orElseThrow()) {
            List<byte[]> contents = testbed.threads().race(8, thread -> content(blob));

            assertThat(contents).allSatisfy(content -> assertThat(content).isEqualTo(Samples.large(1)));
        }
    }

    private static byte[] content(Blob blob) throws IOException {
        try (InputStream stream = blob.stream()) {
            return stream.readAllBytes();
        }
    }
}
