package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.blobRow;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.Content;
import dev.larder.storage.PinStore;
import dev.larder.storage.PinnedFile;
import dev.larder.storage.Row;
import dev.larder.storage.Selection;
import dev.larder.storage.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Values as files that stay for a while: {@link PinStore}. */
public interface PinContract extends StorageUnderTest {

    Duration LEASE = Duration.ofMinutes(1);

    @Test
    default void pin_everyPlaceAndLength_isAFileOfExactlyTheValue(Store store) throws IOException {
        Testbed.require(store, Capability.VALUE_FILES);
        for (int length : new int[] {0, 1, 1_000, 32_767, 32_768, 1_000_000}) {
            put(store, "key", bytes(noise(length, 1)));
            requireContent(store, noise(length, 1));
            put(store, "key", new Content.Streamed(Source.of(noise(length, 2)), 64));
            requireContent(store, noise(length, 2));
        }
        for (String value : List.of("", "a\0b", "\u00e4\ud83d\ude00", "\u00e4\ud83d\ude00".repeat(50_000))) {
            put(store, "key", value);
            requireContent(store, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void requireContent(Store store, byte[] expected) throws IOException {
        try (PinnedFile pinned = pin(store, "key", LEASE)) {
            assertThat(pinned.path()).isAbsolute();
            assertThat(pinned.path()).startsWith(store.directory().orElseThrow().toAbsolutePath());
            assertThat(pinned.length()).isEqualTo(expected.length);
            assertThat(Files.readAllBytes(pinned.path())).isEqualTo(expected);
            assertThat(transferred(pinned, 0, expected.length)).isEqualTo(expected);
        }
    }

    @Test
    default void pin_times_areThoseOfTheRowAndTheClock(Store store, FakeClock clock) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "in its row", "value");
        put(store, "outside", bytes(noise(50_000, 1)));
        for (String key : List.of("in its row", "outside")) {
            Row row = row(store, key);
            assertThat(row).isNotNull();
            clock.advanceSeconds(100);
            try (PinnedFile pinned = pin(store, key, LEASE)) {
                assertThat(seconds(pinned.storeTime())).isEqualTo(row.storeTime(), within(1e-5));
                assertThat(pinned.expiry())
                        .isBetween(
                                clock.instant().plus(LEASE),
                                clock.instant().plus(LEASE).plusMillis(1));
            }
        }
    }

    @Test
    default void blob_storeTime_isThatOfTheRow(Store store) {
        put(store, "in its row", "value");
        put(store, "outside", bytes(noise(50_000, 1)));
        for (String key : List.of("in its row", "outside")) {
            Row row = blobRow(store, key);
            assertThat(row).isNotNull();
            try (Blob blob = row.blob()) {
                assertThat(blob).isNotNull();
                assertThat(seconds(blob.storeTime())).isEqualTo(row.storeTime(), within(1e-5));
            }
        }
    }

    private static double seconds(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant) / 1e6;
    }

    @Test
    default void pin_valueReplacedOrRemoved_staysAsItWas(Store store) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "in its row", text("x".repeat(100)));
        put(store, "outside", bytes(noise(1_000_000, 1)));
        for (String key : List.of("in its row", "outside")) {
            byte[] before = Shorthand.content(store, key);
            try (PinnedFile replaced = pin(store, key, LEASE)) {
                put(store, key, bytes(noise(800_000, 3)));
                assertThat(replaced.path()).hasBinaryContent(before);
            }
            before = Shorthand.content(store, key);
            try (PinnedFile removed = pin(store, key, LEASE)) {
                remove(store, key);
                assertThat(removed.path()).hasBinaryContent(before);
            }
            put(store, key, bytes(noise(700_000, 4)));
            before = Shorthand.content(store, key);
            try (PinnedFile purged = pin(store, key, LEASE)) {
                Shorthand.purgeAll(store, new Selection.KeyPrefix(key), 10);
                assertThat(purged.path()).hasBinaryContent(before);
            }
        }
    }

    @Test
    default void pin_ofABlobWhoseEntryIsGone_isItsValue(Store store) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", bytes(noise(50_000, 1)));
        Row row = blobRow(store, "key");
        assertThat(row).isNotNull();
        try (Blob blob = row.blob()) {
            remove(store, "key");

            try (PinnedFile pinned = store.pin(blob, LEASE)) {
                assertThat(pinned.path()).hasBinaryContent(noise(50_000, 1));
            }
        }
    }

    @Test
    default void pin_sameValueTwice_givesTwoFiles(Store store) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", bytes(noise(50_000, 1)));
        PinnedFile one = pin(store, "key", LEASE);
        PinnedFile other = pin(store, "key", LEASE);
        assertThat(one.path()).isNotEqualTo(other.path());
        one.close();
        assertThat(other.path()).hasBinaryContent(noise(50_000, 1));
        other.close();
        assertThat(Shorthand.content(store, "key")).isEqualTo(noise(50_000, 1));
    }

    @Test
    default void pin_storeClosed_staysUntilTheLeaseEnds(Store store, Testbed testbed) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", bytes(noise(50_000, 1)));
        PinnedFile pinned = pin(store, "key", LEASE);
        store.close();
        assertThat(pinned.path()).hasBinaryContent(noise(50_000, 1));
        assertThat(pinned.extend(LEASE)).isTrue();
        testbed.clock().advanceSeconds(59);
        testbed.open().close();
        assertThat(pinned.path()).hasBinaryContent(noise(50_000, 1));

        testbed.clock().advanceSeconds(2);
        testbed.open();

        assertThat(pinned.path()).doesNotExist();
        pinned.close();
    }

    @Test
    default void pin_leaseEnded_isDeletedByExpiryAndRepairAndClosing(Store store, Testbed testbed) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", bytes(noise(50_000, 1)));
        for (Runnable cleaning : List.<Runnable>of(
                () -> store.purge(new Selection.ExpiredBefore(null), 10, PATIENT),
                () -> assertThat(store.verify(true, PATIENT)).isEmpty(),
                store::close)) {
            PinnedFile pinned = pin(store, "key", LEASE);
            assertThat(store.verify(true, PATIENT)).isEmpty();
            testbed.clock().advanceSeconds(61);
            assertThat(store.verify(false, PATIENT))
                    .as("that it has ended is nothing wrong")
                    .isEmpty();
            assertThat(pinned.path()).exists();

            cleaning.run();

            assertThat(pinned.path()).doesNotExist();
            assertThat(pinned.extend(LEASE)).isFalse();
            assertThatThrownBy(() -> transferred(pinned, 0, 1)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    default void extend_againAndAgain_keepsPathAndContent(Store store, Testbed testbed) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", bytes(noise(50_000, 1)));
        PinnedFile pinned = pin(store, "key", LEASE);
        Path path = pinned.path();
        for (int i = 0; i < 5; i++) {
            testbed.clock().advanceSeconds(59);
            assertThat(pinned.extend(LEASE)).isTrue();
            assertThat(pinned.expiry())
                    .isAfterOrEqualTo(testbed.clock().instant().plus(LEASE));
            assertThat(pinned.path()).isEqualTo(path);
            assertThat(store.verify(true, PATIENT)).isEmpty();
            assertThat(path).hasBinaryContent(noise(50_000, 1));
        }
        Instant expiry = pinned.expiry();
        assertThat(pinned.extend(Duration.ofSeconds(1))).as("it lasts longer").isTrue();
        assertThat(pinned.expiry()).isEqualTo(expiry);

        testbed.clock().advanceSeconds(60);
        assertThat(pinned.extend(LEASE)).as("it has just ended").isFalse();
        assertThat(store.verify(true, PATIENT)).isEmpty();
        assertThat(path).doesNotExist();
    }

    @Test
    default void closePin_once_deletesTheFileAndNoMore(Store store) throws IOException {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", bytes(noise(50_000, 1)));
        PinnedFile pinned = pin(store, "key", LEASE);
        assertThat(pinned.extend(LEASE.multipliedBy(2))).isTrue();
        try (InputStream open = Files.newInputStream(pinned.path())) {
            pinned.close();
            pinned.close();

            assertThat(pinned.path()).doesNotExist();
            assertThat(pinned.path().getParent())
                    .as("the folder goes with its last file")
                    .doesNotExist();
            assertThat(open.readAllBytes()).as("whoever has it open reads on").isEqualTo(noise(50_000, 1));
        }
        assertThat(pinned.extend(LEASE)).isFalse();
        assertThat(Shorthand.content(store, "key")).isEqualTo(noise(50_000, 1));
    }

    @Test
    default void transferTo_ranges_areExactlyThoseBytes(Store store) throws IOException {
        Testbed.require(store, Capability.VALUE_FILES);
        for (int length : new int[] {1_000, 100_000}) {
            byte[] expected = noise(length, 1);
            put(store, "key", bytes(expected));
            try (PinnedFile pinned = pin(store, "key", LEASE)) {
                for (int[] range : new int[][] {
                    {0, 0}, {0, 1}, {0, length}, {1, length - 1}, {length / 2, 7}, {length - 1, 1}, {length, 0}
                }) {
                    assertThat(transferred(pinned, range[0], range[1]))
                            .as("%s bytes from %s", range[1], range[0])
                            .isEqualTo(Arrays.copyOfRange(expected, range[0], range[0] + range[1]));
                }
                for (long[] range : new long[][] {
                    {-1, 1}, {0, -1}, {0, length + 1L}, {length, 1}, {length + 1L, 0}, {1, Long.MAX_VALUE}
                }) {
                    assertThatThrownBy(() -> transferred(pinned, range[0], range[1]))
                            .as("%s bytes from %s", range[1], range[0])
                            .isInstanceOf(IndexOutOfBoundsException.class);
                }
            }
        }
    }

    @Test
    default void pin_badLease_isRefused(Store store) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", "value");
        for (Duration bad : List.of(
                Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(4_000_000), ChronoUnit.FOREVER.getDuration())) {
            Assertions.assertThatIllegalArgumentException()
                    .isThrownBy(() -> pin(store, "key", bad))
                    .withMessageContaining("lease");
        }
        try (PinnedFile pinned = pin(store, "key", LEASE)) {
            Assertions.assertThatIllegalArgumentException().isThrownBy(() -> pinned.extend(Duration.ZERO));
        }
    }

    @Test
    default void pin_withoutFiles_isRefused(Store store) {
        Assumptions.assumeFalse(
                store.capabilities().contains(Capability.VALUE_FILES), "The storage has files, and can pin");
        put(store, "key", "value");

        assertThatThrownBy(() -> pin(store, "key", LEASE)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    default void pin_transactionRolledBack_stays(Store store) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", number(1));
        PinnedFile[] pinned = new PinnedFile[1];
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    put(store, "key", bytes(noise(50_000, 1)));
                    pinned[0] = pin(store, "key", LEASE);
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(pinned[0].path()).hasBinaryContent(noise(50_000, 1));
        pinned[0].close();
    }

    @Test
    default void pin_whileOthersWrite_isAlwaysAWholeValue(Store store, Testbed testbed) {
        Testbed.require(store, Capability.VALUE_FILES);
        put(store, "key", bytes(noise(40_000, 0)));
        testbed.threads().race(6, thread -> {
            for (int i = 0; i < 60; i++) {
                if (thread % 2 == 0) {
                    put(store, "key", bytes(noise(i % 3 == 0 ? 100 : 40_000, i % 7)));
                } else {
                    try (PinnedFile pinned = pin(store, "key", LEASE)) {
                        byte[] read = Files.readAllBytes(pinned.path());
                        assertThat(read).hasSize((int) pinned.length());
                        assertThat(Arrays.stream(new int[] {0, 1, 2, 3, 4, 5, 6})
                                        .anyMatch(seed -> Arrays.equals(read, noise(read.length, seed))))
                                .isTrue();
                    }
                }
            }
            return thread;
        });
    }

    private static PinnedFile pin(Store store, String key, Duration lease) {
        Row row = blobRow(store, key);
        assertThat(row).as("row under %s", key).isNotNull();
        try (Blob blob = row.blob()) {
            assertThat(blob).as("blob of %s", key).isNotNull();
            return store.pin(blob, lease);
        }
    }

    private static byte[] transferred(PinnedFile pinned, long position, long count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WritableByteChannel target = Channels.newChannel(bytes);
        assertThat(pinned.transferTo(position, count, target)).isEqualTo(count);
        assertThat(target.isOpen()).isTrue();
        return bytes.toByteArray();
    }
}
