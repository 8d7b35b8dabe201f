package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.append;
import static dev.larder.storage.contract.Shorthand.blobRow;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.change;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.take;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Fetch;
import dev.larder.storage.Finding;
import dev.larder.storage.Finding.Kind;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Stored;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks, and what happens when value files are damaged from outside: {@code verify}, {@link Finding}. */
public interface DamageContract extends StorageUnderTest {

    @Test
    default void verify_soundStore_findsNothing(Store store, FakeClock clock) {
        assertThat(store.verify(false, PATIENT)).isEmpty();
        put(store, "small", "1");
        put(store, "large", bytes(noise(50_000, 1)));
        put(store, Key.of("expired"), lasting(bytes(noise(60_000, 2)), Duration.ofSeconds(1)));
        clock.advanceSeconds(5);
        remove(store, "small");

        assertThat(store.verify(false, PATIENT)).isEmpty();
        assertThat(store.verify(true, PATIENT)).isEmpty();
        assertThat(store.count()).isEqualTo(2);
        assertThat(value(store, "large")).isEqualTo(Scalar.of(noise(50_000, 1)));
    }

    @Test
    default void verify_whileOthersWrite_findsNothing(Store store, Testbed testbed) {
        Store other = testbed.open();
        testbed.threads().race(5, thread -> {
            for (int i = 0; i < 20; i++) {
                if (thread == 0) {
                    assertThat(other.verify(i % 2 == 0, PATIENT)).isEmpty();
                } else {
                    put(thread % 2 == 0 ? store : other, "key" + i % 3, bytes(noise(40_000 + i, i)));
                    remove(store, "key" + (i + thread) % 3);
                }
            }
            return thread;
        });
    }

    @Test
    default void get_valueFileGone_countsAsAbsentAndMissed(Store store) {
        change(store, Setting.STATISTICS, true);
        ValueFiles.delete(fileOf(store, "key"));
        requireAbsent(store);
        assertThat(store.totals().misses()).isEqualTo(2);
        assertThat(store.totals().hits()).isZero();

        requireFindingAndRepair(store, Kind.VALUE_FILE_MISSING);
        assertThat(store.count()).as("repairing removes the row").isZero();
    }

    @Test
    default void get_valueFileOfOtherLength_countsAsAbsentAndMissed(Store store) {
        for (int length : new int[] {0, 49_999, 50_001}) {
            Path file = fileOf(store, "key");
            ValueFiles.write(file, noise(length, 2));
            requireAbsent(store);

            requireFindingAndRepair(store, Kind.VALUE_FILE_LENGTH);
            assertThat(value(store, "key")).as("the real length is stored").isEqualTo(Scalar.of(noise(length, 2)));
        }
    }

    private static void requireAbsent(Store store) {
        Key key = Key.of("key");
        assertThat(store.get(key, Access.RECORD)).isNull();
        assertThat(store.find(key, Fetch.VALUE, Access.RECORD)).isNull();
        assertThat(store.find(key, Fetch.BLOB, Access.IGNORE)).isNull();
        assertThat(store.findAll(List.of(key), Fetch.VALUE, Access.IGNORE)).isEmpty();
        assertThat(store.find(key, Fetch.METADATA, Access.IGNORE))
                .as("the file is not touched")
                .isNotNull();
        assertThat(store.page(PageRequest.first(PageRequest.Order.KEY, false, 10, Fetch.VALUE)))
                .singleElement()
                .satisfies(row -> assertThat(row.value()).isNull());
    }

    private static void requireFindingAndRepair(Store store, Kind kind) {
        assertThat(store.verify(false, PATIENT)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.repaired()).isFalse();
            assertThat(finding.subject()).isNotEmpty();
            assertThat(finding.detail()).isNotEmpty();
        });
        assertThat(store.verify(true, PATIENT)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.repaired()).isTrue();
        });
        assertThat(store.verify(true, PATIENT)).isEmpty();
    }

    @Test
    default void write_rowWhoseValueFileIsGone_replacesIt(Store store) {
        ValueFiles.delete(fileOf(store, "key"));
        put(store, "key", bytes(noise(60_000, 2)));

        assertThat(value(store, "key")).isEqualTo(Scalar.of(noise(60_000, 2)));
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void write_previousWhoseValueFileIsGone_isReturnedWithoutIt(Store store) {
        ValueFiles.delete(fileOf(store, "key"));
        Stored stored =
                store.store(Key.of("key"), Item.of(text("new")), Condition.always(), Fetch.VALUE, Cull.NONE, PATIENT);

        assertThat(stored.stored()).isTrue();
        if (stored.previous() != null) {
            assertThat(stored.previous().value()).isNull();
        }
        assertThat(value(store, "key")).isEqualTo(Scalar.of("new"));
    }

    @Test
    default void ifValue_rowWhoseValueFileIsGone_doesNotHold(Store store) {
        ValueFiles.delete(fileOf(store, "key"));
        Condition condition = Condition.ifValue(bytes(noise(50_000, 1)));

        assertThat(Shorthand.store(store, Key.of("key"), text("new"), condition).stored())
                .isFalse();
        assertThat(store.remove(Key.of("key"), condition, Fetch.METADATA, PATIENT))
                .isNull();
        put(store, "key", "repaired by writing");
    }

    @Test
    default void remove_rowWhoseValueFileIsGone_removesTheRow(Store store) {
        for (Fetch fetch : Fetch.values()) {
            ValueFiles.delete(fileOf(store, "key"));
            Row removed = store.remove(Key.of("key"), Condition.always(), fetch, PATIENT);
            if (removed != null) {
                assertThat(removed.value()).isNull();
                assertThat(removed.blob()).isNull();
            }
            assertThat(store.count()).as("fetching %s", fetch).isZero();
        }
    }

    @Test
    default void take_rowsWhoseValueFileIsGone_areSkippedAndRemoved(Store store) {
        for (Sequence sequence : List.of(Sequence.queue("q"), Sequence.insertion())) {
            for (Side side : Side.values()) {
                List<Key> keys =
                        append(store, Sequence.queue("q"), Side.BACK, "x".repeat(50_000), "live", "y".repeat(50_000));
                ValueFiles.delete(ValueFiles.of(store, keys.get(0)));
                ValueFiles.delete(ValueFiles.of(store, keys.get(2)));

                assertThat(Shorthand.peek(store, sequence, side)).isEqualTo(Scalar.of("live"));
                assertThat(take(store, sequence, side)).isEqualTo(Scalar.of("live"));
                assertThat(take(store, sequence, side)).isNull();
                assertThat(take(store, sequence, side == Side.BACK ? Side.FRONT : Side.BACK))
                        .isNull();
                assertThat(store.count()).isZero();
            }
        }
    }

    @Test
    default void verify_unknownFile_isFoundWhenOlderThanTheGracePeriod(Store store, Testbed testbed) {
        Path file = fileOf(store, "key");
        Path unknown = file.resolveSibling(otherName(file));
        ValueFiles.write(unknown, noise(10, 1));
        ValueFiles.setModified(unknown, latest(testbed));
        assertThat(store.verify(true, PATIENT))
                .as("younger than the grace period")
                .isEmpty();
        assertThat(unknown).exists();

        ValueFiles.setModified(unknown, earliest(testbed).minus(Duration.ofMinutes(16)));
        assertThat(store.verify(false, PATIENT)).extracting(Finding::kind).containsExactly(Kind.UNKNOWN_FILE);
        assertThat(unknown).exists();
        requireFindingAndRepair(store, Kind.UNKNOWN_FILE);
        assertThat(unknown).doesNotExist();
        assertThat(value(store, "key")).isEqualTo(Scalar.of(noise(50_000, 1)));
    }

    /** Another name of the same form, in hexadecimal digits. */
    private static String otherName(Path file) {
        String name = file.getFileName().toString();
        return (name.charAt(0) == 'a' ? 'b' : 'a') + name.substring(1);
    }

    /** The present, whichever clock the storage compares files with. */
    private static Instant latest(Testbed testbed) {
        Instant real = Instant.now();
        return real.isAfter(testbed.clock().instant()) ? real : testbed.clock().instant();
    }

    private static Instant earliest(Testbed testbed) {
        Instant real = Instant.now();
        return real.isBefore(testbed.clock().instant()) ? real : testbed.clock().instant();
    }

    /** Puts 50,000 bytes under the key and returns their file. */
    private static Path fileOf(Store store, String key) {
        put(store, key, bytes(noise(50_000, 1)));
        return ValueFiles.of(store, Key.of(key));
    }

    @Test
    default void blob_rowWhoseValueFileIsGone_isAbsent(Store store) {
        ValueFiles.delete(fileOf(store, "key"));

        assertThat(blobRow(store, "key")).isNull();
        assertThat(row(store, "key")).isNotNull();
        put(store, "key", text("repaired by writing"));
    }
}
