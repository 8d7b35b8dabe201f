package dev.larder.storage.sqlite;

import static dev.larder.storage.sqlite.Samples.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Fetch;
import dev.larder.storage.Finding;
import dev.larder.storage.Finding.Kind;
import dev.larder.storage.Key;
import dev.larder.storage.PinnedFile;
import dev.larder.storage.Row;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.contract.FakeClock;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is in the folder of pinned files, and what becomes of it. */
@Timeout(60)
final class PinFileTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final FakeClock clock = new FakeClock();

    @TempDir
    private Path temporary;

    private Path directory() {
        return temporary.resolve("store");
    }

    private Path folder() {
        return directory().resolve("cache.db.pins");
    }

    private Store open() {
        return SqliteStorage.at(directory()).open(config().withCheckGracePeriod(Duration.ZERO));
    }

    private StoreConfig config() {
        return StoreConfig.defaults().withClock(clock);
    }

    private List<String> names() throws IOException {
        if (!Files.exists(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Blob blob(Store store, String key) {
        Row row = store.find(Key.of(key), Fetch.BLOB, Access.IGNORE);
        assertThat(row).isNotNull();
        assertThat(row.blob()).isNotNull();
        return row.blob();
    }

    private static PinnedFile pin(Store store, String key) {
        try (Blob blob = blob(store, key)) {
            return store.pin(blob, LEASE);
        }
    }

    // ---- links

    @Test
    void pin_valueInAFile_isASecondNameForIt() throws Exception {
        try (Store store = open()) {
            Samples.put(store, "key", Samples.LARGE);
            Path value = Samples.valueFiles(directory()).get(0);

            try (PinnedFile pinned = pin(store, "key")) {
                assertThat(names()).singleElement().asString().matches("[0-9a-f]{32}-[0-9]{15}\\.pin");
                assertThat(pinned.path().getParent()).isEqualTo(folder().toAbsolutePath());
                assertThat(Files.isSameFile(pinned.path(), value)).isTrue();
                assertThat(Files.getPosixFilePermissions(pinned.path()))
                        .isEqualTo(Files.getPosixFilePermissions(value));
                assertThat(store.totals().volume()).as("it takes no room").isEqualTo(store.volume());
            }
        }
    }

    @Test
    void pin_smallValue_isWrittenWithTheRightsOfAnyFile() throws Exception {
        try (Store store = open()) {
            Samples.put(store, "key", "value");
            Path other = Files.writeString(temporary.resolve("other"), "of the same process");

            try (PinnedFile pinned = pin(store, "key")) {
                assertThat(pinned.path()).hasContent("value");
                assertThat(Files.getPosixFilePermissions(pinned.path()))
                        .isEqualTo(Files.getPosixFilePermissions(other));
                assertThat(Files.getLastModifiedTime(pinned.path()).toInstant())
                        .as("so that a web server tells the same validator each time")
                        .isBetween(pinned.storeTime().minusMillis(1), pinned.storeTime());
            }
        }
    }

    // ---- copies

    @Test
    void pin_whereLinksFail_copies() throws Exception {
        for (IOException refusal : List.of(
                new FileSystemException("link", "file", "Invalid cross-device link"),
                new FileSystemException("link", "file", "Too many links"))) {
            requireCopy((link, existing) -> {
                throw refusal;
            });
        }
        requireCopy((link, existing) -> {
            throw new UnsupportedOperationException("no links here");
        });
    }

    private void requireCopy(Pins.Linking linking) throws Exception {
        Pins pins = new Pins(directory(), clock, new SqliteErrors(directory()), linking);
        try (Store store = open()) {
            Samples.put(store, "key", Samples.LARGE);
            try (Blob blob = blob(store, "key");
                    PinnedFile pinned = pins.pin(blob, LEASE)) {
                assertThat(pinned.path()).hasBinaryContent(Samples.bytes(50_000));
                assertThat(Files.isSameFile(pinned.path(), blob.path().orElseThrow()))
                        .isFalse();
                assertThat(names()).as("nothing else is left of it").hasSize(1);
                assertThat(store.verify(true, PATIENT)).isEmpty();
                clock.advanceSeconds(59);
                assertThat(pinned.extend(LEASE)).isTrue();
                clock.advanceSeconds(59);
                pins.sweep();
                assertThat(pinned.path()).exists();
                clock.advanceSeconds(2);
                pins.sweep();
                assertThat(folder()).doesNotExist();
            }
        }
    }

    /** Somebody has made the folder a symbolic link to where a web server may read. */
    @Test
    void pin_folderOnAnotherFileSystem_copiesAndKeepsTheLink() throws Exception {
        Path shared = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(shared) && !Files.getFileStore(shared).equals(Files.getFileStore(temporary)),
                "There is no second file system that can be written to: /dev/shm");
        Path elsewhere = Files.createTempDirectory(shared, "larder-pins");
        try (Store store = open()) {
            Files.createSymbolicLink(folder(), elsewhere);
            Samples.put(store, "key", Samples.LARGE);
            Path value = Samples.valueFiles(directory()).get(0);
            assertThatThrownBy(() -> Files.createLink(elsewhere.resolve("link"), value))
                    .isInstanceOf(FileSystemException.class);

            PinnedFile pinned = pin(store, "key");
            assertThat(pinned.path()).hasBinaryContent(Samples.bytes(50_000));
            assertThat(pinned.path().toRealPath()).startsWith(elsewhere);
            assertThat(store.verify(true, PATIENT)).isEmpty();
            pin(store, "key").close();
            clock.advanceSeconds(61);
            assertThat(store.verify(true, PATIENT)).isEmpty();
            assertThat(names()).isEmpty();
            assertThat(folder()).isSymbolicLink();
        } finally {
            FileTree.delete(elsewhere);
        }
    }

    @Test
    void pin_copyFails_leavesNothing() throws Exception {
        try (Store store = open()) {
            Samples.put(store, "key", "value");
            Blob blob = blob(store, "key");
            blob.close();

            assertThatThrownBy(() -> store.pin(blob, LEASE))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("pinning a value");
            assertThat(folder()).doesNotExist();
        }
    }

    @Test
    void pin_folderCannotBeMade_saysWhere() throws Exception {
        try (Store store = open()) {
            Samples.put(store, "small", "value");
            Samples.put(store, "large", Samples.LARGE);
            Files.writeString(folder(), "a file where the folder should be");

            for (String key : List.of("small", "large")) {
                assertThatThrownBy(() -> pin(store, key))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining(folder().toString());
            }
            assertThat(folder()).hasContent("a file where the folder should be");
        }
    }

    // ---- cleaning up

    @Test
    void open_leavingsOfAKilledProcess_areCleanedUpByTheirNames() throws Exception {
        open().close();
        Files.createDirectory(folder());
        String id = "0123456789abcdef0123456789abcdef";
        long now = clock.instant().toEpochMilli();
        PinName ended = new PinName(id, now - 1_000, ".pin");
        PinName live = new PinName(id.replace('0', 'a'), now - 1_000, ".pin");
        PinName copying = new PinName(id.replace('1', 'a'), now + 5_000, ".pin");
        PinName alone = new PinName(id.replace('2', 'a'), now - 1, ".lease");
        List<PinName> gone = List.of(ended, ended.extension(now - 500), ended.extension(now), alone);
        List<PinName> kept = List.of(live, live.extension(now + 1), copying);
        for (PinName each : Stream.concat(gone.stream(), kept.stream()).toList()) {
            Files.createFile(folder().resolve(each.toString()));
        }
        Files.createFile(folder().resolve("notes.txt"));

        try (Store store = open()) {
            assertThat(store.count()).isZero();
            assertThat(names())
                    .containsExactlyInAnyOrder(
                            live.toString(), live.extension(now + 1).toString(), copying.toString(), "notes.txt");
            clock.advanceSeconds(6);
        }
        assertThat(names()).containsExactly("notes.txt");
    }

    @Test
    void verify_foreignFiles_areFoundWhenOldEnough() throws Exception {
        try (Store store = open();
                Store cautious = SqliteStorage.at(directory()).open(config())) {
            Samples.put(store, "key", Samples.LARGE);
            PinnedFile pinned = pin(store, "key");
            Path foreign = Files.writeString(folder().resolve("notes.txt"), "somebody's");
            assertThat(cautious.verify(true, PATIENT)).as("it is young").isEmpty();
            Files.setLastModifiedTime(foreign, FileTime.fromMillis(0));

            Finding finding =
                    new Finding(Kind.UNKNOWN_FILE, "cache.db.pins/notes.txt", "no row names this file", false);
            assertThat(cautious.verify(false, PATIENT)).containsExactly(finding);
            assertThat(foreign).exists();
            assertThat(cautious.verify(true, PATIENT))
                    .extracting(Finding::subject, Finding::repaired)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("cache.db.pins/notes.txt", true));
            assertThat(names()).hasSize(1);
            pinned.close();
            Files.createDirectory(folder());
            assertThat(store.verify(true, PATIENT))
                    .containsExactly(new Finding(
                            Kind.EMPTY_DIRECTORY, "cache.db.pins", "there is no file in this directory", true));
            assertThat(Files.exists(folder(), LinkOption.NOFOLLOW_LINKS)).isFalse();
        }
    }

    /** The folder comes and goes with its files, below the feet of others who pin. */
    @Test
    void pin_manyThreadsAndStores_neverMeet() throws Exception {
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try (Store one = open();
                Store other = open()) {
            Samples.put(one, "small", "value");
            Samples.put(one, "large", Samples.LARGE);
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Store store = i % 2 == 0 ? one : other;
                String key = i < 2 ? "small" : "large";
                work.add(() -> {
                    for (int round = 0; round < 300; round++) {
                        try (PinnedFile pinned = pin(store, key)) {
                            assertThat(Files.size(pinned.path())).isEqualTo(pinned.length());
                        }
                    }
                    return true;
                });
            }
            for (Future<Boolean> each : executor.invokeAll(work)) {
                assertThat(each.get()).isTrue();
            }
            assertThat(folder()).doesNotExist();
        } finally {
            executor.shutdownNow();
        }
    }
}
