package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.contract.FakeClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Values from streams: {@code write}. */
public interface WriteContract extends CacheUnderTest {

    @Test
    default void write_stream_isStoredToItsEnd(Cache<Object, Object> cache) {
        Source source = Source.of(Samples.large(1));

        assertThat(cache.write("key", source)).isTrue();
        assertThat(cache.get("key")).isEqualTo(Samples.large(1));
        assertThat(source.position()).isEqualTo(Samples.LARGE);
        assertThat(source.closed()).as("the stream is the caller's").isFalse();
    }

    @Test
    default void write_emptyOrShortStream_becomesAFileWhereThereAreFiles(
            Cache<Object, Object> cache, CacheTestbed testbed) throws IOException {
        cache.write("empty", Source.of());
        cache.write("short", Source.of((byte) 1, (byte) 2));

        assertThat(cache.get("empty")).isEqualTo(new byte[0]);
        assertThat(cache.get("short")).isEqualTo(new byte[] {1, 2});
        for (String key : new String[] {"empty", "short"}) {
            try (Blob blob = cache.read(key).orElseThrow()) {
                assertThat(blob.path().isPresent()).isEqualTo(testbed.has(Capability.VALUE_FILES));
            }
        }
    }

    @Test
    default void write_presentKey_replacesValueExpiryAndTag(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", Samples.large(1), expireAfter(Duration.ofSeconds(1)).tag("old"));

        cache.write("key", Source.of(Samples.large(2)));
        Entry<Object, Object> entry = cache.entry("key").orElseThrow();
        assertThat(entry.value()).isEqualTo(Samples.large(2));
        assertThat(entry.expiry()).isNull();
        assertThat(entry.tag()).isNull();

        cache.write(
                "key",
                Source.of(Samples.large(3)),
                expireAfter(Duration.ofSeconds(5)).tag("new"));
        entry = cache.entry("key").orElseThrow();
        assertThat(entry.value()).isEqualTo(Samples.large(3));
        assertThat(entry.expiry()).isEqualTo(clock.instant().plusSeconds(5));
        assertThat(entry.tag()).isEqualTo("new");
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void write_failingStream_leavesTheEarlierEntry(Cache<Object, Object> cache) {
        cache.set("key", "old", expireAfter(Duration.ofSeconds(9)).tag("tag"));
        Entry<Object, Object> before = cache.entry("key").orElseThrow();
        for (int failAt : new int[] {0, 1, 5_000, Samples.LARGE}) {
            Source source = Source.of(Samples.large(1)).failingAt(failAt);

            assertThatThrownBy(() -> cache.write("key", source))
                    .as("failing after %d bytes", failAt)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage(Source.FAILURE);
            assertThat(cache.entry("key")).contains(before);
            assertThat(source.closed()).isFalse();
        }
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void write_failingStreamForANewKey_leavesNothing(Cache<Object, Object> cache) {
        assertThatThrownBy(() -> cache.write("key", Source.of(Samples.large(1)).failingAt(5_000)))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(cache.size()).isZero();
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void write_streamThatThrowsSomethingElse_passesItOn(Cache<Object, Object> cache) {
        cache.set("key", "old");
        IllegalStateException failure = new IllegalStateException("the source is in a wrong state");

        assertThatThrownBy(() -> cache.write("key", Source.of(Samples.large(1)).failingAt(5_000, failure)))
                .isSameAs(failure);
        assertThat(cache.get("key")).isEqualTo("old");
    }

    @Test
    default void write_readsFromTheCacheItself_copiesTheEntry(Cache<Object, Object> cache) throws IOException {
        cache.set("key", Samples.large(1));
        try (Blob blob = cache.read("key").orElseThrow();
                InputStream stream = blob.stream()) {
            cache.write("copy", stream);
        }
        try (Blob blob = cache.read("key").orElseThrow();
                InputStream stream = blob.stream(10, 100)) {
            cache.write("key", stream);
        }

        assertThat(cache.get("copy")).isEqualTo(Samples.large(1));
        assertThat((byte[]) cache.get("key")).hasSize(100);
    }

    @Test
    default void write_largeStream_comesBackWhole(Cache<Object, Object> cache) throws IOException {
        long length = 24L << 20;
        CRC32 written = new CRC32();
        cache.write("key", new Endless(length, written));

        CRC32 read = new CRC32();
        try (Blob blob = cache.read("key").orElseThrow();
                InputStream stream = blob.stream()) {
            assertThat(blob.length()).isEqualTo(length);
            byte[] buffer = new byte[1 << 16];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                read.update(buffer, 0, count);
            }
        }
        assertThat(read.getValue()).isEqualTo(written.getValue());
    }

    /** So many bytes that nobody ever holds together, with their checksum. */
    final class Endless extends InputStream {

        private final CRC32 checksum;
        private final byte[] pattern = Samples.noise(65_521, 7);
        private long left;

        Endless(long length, CRC32 checksum) {
            this.left = length;
            this.checksum = checksum;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, left), pattern.length);
            System.arraycopy(pattern, 0, target, offset, count);
            checksum.update(target, offset, count);
            left -= count;
            return count;
        }
    }
}
