package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Order;
import dev.larder.Stats;
import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.Finding;
import dev.larder.storage.Side;
import dev.larder.storage.contract.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looking for damage and putting it right: {@code check}, {@code repair}; and what damage does to other methods. */
public interface CheckContract extends CacheUnderTest {

    @Test
    default void check_soundStore_findsNothing(Cache<Object, Object> cache, FakeClock clock) {
        assertThat(cache.check()).isEmpty();
        cache.set("row", "value");
        cache.set("file", Samples.large(1));
        cache.set("expired", Samples.large(2), expireAfter(Duration.ofSeconds(1)));
        cache.push("item");
        clock.advanceSeconds(2);

        assertThat(cache.check()).isEmpty();
        assertThat(cache.repair()).isEmpty();
        assertThat(cache.size()).isEqualTo(4);
    }

    @Test
    default void check_whileOthersWrite_findsNothing(Cache<Object, Object> cache, CacheTestbed testbed) {
        List<Boolean> results = testbed.threads().race(3, thread -> {
            for (int i = 0; i < 15; i++) {
                if (thread == 0) {
                    assertThat(cache.check()).isEmpty();
                } else {
                    cache.set("key" + i % 3, Samples.large(i));
                    cache.delete("key" + (i + 1) % 3);
                }
            }
            return true;
        });

        assertThat(results).containsOnly(true);
    }

    // ---- a value file that is gone

    /** Deletes the file of the value under {@code key}. */
    private static Path loseFile(Cache<Object, Object> cache, Object key) throws IOException {
        Path file = file(cache, key);
        Files.delete(file);
        return file;
    }

    private static Path file(Cache<Object, Object> cache, Object key) {
        try (Blob blob = cache.read(key).orElseThrow()) {
            return blob.path().orElseThrow();
        }
    }

    @Test
    default void fileMissing_byReaders_isAMiss(CacheTestbed testbed) throws IOException {
        testbed.require(Capability.VALUE_FILES);
        testbed.expectDamage();
        Cache<Object, Object> cache = testbed.open(options -> options.statistics(true));
        cache.set("key", Samples.large(1));
        loseFile(cache, "key");
        cache.stats(true, true);

        assertThat(cache.get("key")).isNull();
        assertThat(cache.entry("key")).isEmpty();
        assertThat(cache.read("key")).isEmpty();
        assertThat(cache.getAll(List.of("key"))).isEmpty();
        assertThat(cache.stats()).isEqualTo(new Stats(0, 4));
        assertThat(Listings.entries(cache, Order.INSERTION)).isEmpty();
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void fileMissing_byPop_isAbsent(Cache<Object, Object> cache, CacheTestbed testbed) throws IOException {
        testbed.require(Capability.VALUE_FILES);
        testbed.expectDamage();
        cache.set("key", Samples.large(1));
        loseFile(cache, "key");

        assertThat(cache.pop("key")).isNull();
    }

    @Test
    default void fileMissing_byWriters_isReplaced(Cache<Object, Object> cache, CacheTestbed testbed)
            throws IOException {
        testbed.require(Capability.VALUE_FILES);
        for (Object value : List.of("small", Samples.large(2))) {
            cache.set("key", Samples.large(1));
            loseFile(cache, "key");

            assertThat(cache.set("key", value)).isTrue();
            assertThat(cache.get("key")).isEqualTo(value);
        }
        cache.set("deleted", Samples.large(1));
        loseFile(cache, "deleted");
        cache.clear();
        assertThat(cache.size()).isZero();
    }

    @Test
    default void fileMissing_inQueues_isPassedOver(Cache<Object, Object> cache, CacheTestbed testbed)
            throws IOException {
        testbed.require(Capability.VALUE_FILES);
        for (Side side : Side.values()) {
            cache.push(Samples.large(1), "q");
            cache.push("whole", "q");
            cache.push(Samples.large(2), "q");
            loseFile(cache, "q-500000000000000");
            loseFile(cache, "q-500000000000002");

            assertThat(cache.peek("q", side).orElseThrow().value()).isEqualTo("whole");
            assertThat(cache.pull("q", side).orElseThrow().value()).isEqualTo("whole");
            assertThat(cache.pull("q", side)).isEmpty();
            assertThat(cache.peekItem(side)).isEmpty();
            cache.clear();
        }
    }

    @Test
    default void fileMissing_byCheck_isFoundAndRepaired(Cache<Object, Object> cache, CacheTestbed testbed)
            throws IOException {
        testbed.require(Capability.VALUE_FILES);
        cache.set("lost", Samples.large(1));
        cache.set("kept", Samples.large(2));
        loseFile(cache, "lost");

        assertThat(cache.check()).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.VALUE_FILE_MISSING);
            assertThat(finding.subject()).isNotEmpty();
            assertThat(finding.detail()).isNotEmpty();
            assertThat(finding.repaired()).isFalse();
        });
        assertThat(cache.size()).as("check changes nothing").isEqualTo(2);

        assertThat(cache.repair()).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.VALUE_FILE_MISSING);
            assertThat(finding.repaired()).isTrue();
        });
        assertThat(cache.check()).isEmpty();
        assertThat(Listings.keys(cache)).containsExactly("kept");
        assertThat(cache.get("kept")).isEqualTo(Samples.large(2));
        assertThat(cache.fileBytes()).isEqualTo(Samples.LARGE);
    }

    // ---- a value file of another length

    @Test
    default void fileOfOtherLength_byReaders_isAMissAndByRepairAValue(Cache<Object, Object> cache, CacheTestbed testbed)
            throws IOException {
        testbed.require(Capability.VALUE_FILES);
        cache.set("shorter", Samples.large(1));
        cache.set("longer", Samples.large(2));
        Files.write(file(cache, "shorter"), Samples.noise(100, 1));
        Files.write(file(cache, "longer"), new byte[] {1}, StandardOpenOption.APPEND);

        for (String key : List.of("shorter", "longer")) {
            assertThat(cache.get(key)).isNull();
            assertThat(cache.read(key)).isEmpty();
        }
        assertThat(cache.check())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.VALUE_FILE_LENGTH, Finding.Kind.VALUE_FILE_LENGTH);
        assertThat(cache.repair()).hasSize(2).allMatch(Finding::repaired);
        assertThat(cache.check()).isEmpty();
        assertThat(cache.get("shorter")).isEqualTo(Samples.noise(100, 1));
        assertThat(cache.fileBytes()).isEqualTo(100 + Samples.LARGE + 1);
    }

    // ---- a file that no entry names

    /** A file beside a value's, with a name that could be a value file's, written so long ago. */
    private static Path strayBeside(Path file, Duration age) throws IOException {
        String name = file.getFileName().toString();
        Path stray = file.resolveSibling((name.charAt(0) == '0' ? '1' : '0') + name.substring(1));
        Files.write(stray, new byte[] {1});
        Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minus(age)));
        return stray;
    }

    @Test
    default void strayFile_old_isFoundAndDeleted(CacheTestbed testbed) throws IOException {
        testbed.require(Capability.VALUE_FILES);
        Cache<Object, Object> cache = testbed.open(options -> options.clock(InstantSource.system()));
        cache.set("key", Samples.large(1));
        Path stray = strayBeside(file(cache, "key"), Duration.ofMinutes(16));

        assertThat(cache.check()).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.UNKNOWN_FILE);
            assertThat(finding.subject()).contains(stray.getFileName().toString());
        });
        assertThat(stray).exists();
        assertThat(cache.repair()).hasSize(1).allMatch(Finding::repaired);
        assertThat(stray).doesNotExist();
        assertThat(cache.check()).isEmpty();
        assertThat(cache.get("key")).isEqualTo(Samples.large(1));
    }

    @Test
    default void strayFile_younger_isSparedForTheGracePeriod(CacheTestbed testbed) throws IOException {
        testbed.require(Capability.VALUE_FILES);
        Cache<Object, Object> cache = testbed.open(options -> options.clock(InstantSource.system()));
        cache.set("key", Samples.large(1));
        Path stray = strayBeside(file(cache, "key"), Duration.ofMinutes(13));

        assertThat(cache.repair()).isEmpty();
        Cache<Object, Object> patient =
                testbed.open(options -> options.clock(InstantSource.system()).checkGracePeriod(Duration.ofHours(1)));
        assertThat(patient.repair()).isEmpty();
        assertThat(stray).exists();
        Cache<Object, Object> impatient =
                testbed.open(options -> options.clock(InstantSource.system()).checkGracePeriod(Duration.ofMinutes(5)));
        assertThat(impatient.repair()).hasSize(1);
        assertThat(stray).doesNotExist();
    }

    @Test
    default void repair_severalThings_putsAllRightAtOnce(Cache<Object, Object> cache, CacheTestbed testbed)
            throws IOException {
        testbed.require(Capability.VALUE_FILES);
        for (int i = 0; i < 5; i++) {
            cache.set(i, Samples.large(i));
        }
        loseFile(cache, 0);
        loseFile(cache, 1);
        Files.write(file(cache, 2), new byte[7]);
        strayBeside(file(cache, 3), Duration.ofDays(1));

        assertThat(cache.check()).hasSizeGreaterThanOrEqualTo(4).noneMatch(Finding::repaired);
        assertThat(cache.repair()).hasSizeGreaterThanOrEqualTo(4).allMatch(Finding::repaired);
        assertThat(cache.check()).isEmpty();
        assertThat(cache.size()).isEqualTo(3);
    }
}
