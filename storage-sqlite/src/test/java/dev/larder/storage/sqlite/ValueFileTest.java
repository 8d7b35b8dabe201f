package dev.larder.storage.sqlite;

import static dev.larder.storage.sqlite.Samples.LARGE;
import static dev.larder.storage.sqlite.Samples.PATIENT;
import static dev.larder.storage.sqlite.Samples.put;
import static dev.larder.storage.sqlite.Samples.text;
import static dev.larder.storage.sqlite.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Condition;
import dev.larder.storage.Content;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Cull;
import dev.larder.storage.Durability;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.contract.Threads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Value files come and go with their rows, and nothing else is touched. */
@Timeout(60)
final class ValueFileTest {

    private static final String HEX_NAME = "[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{28}\\.val";

    @TempDir
    private Path temporary;

    private Path directory() {
        return temporary.resolve("store");
    }

    private Store open() {
        return SqliteStorage.at(directory()).open(StoreConfig.defaults());
    }

    @Test
    void store_largeValue_isTheFileThatTheFormatNames() throws Exception {
        try (Store store = open();
                RawDatabase raw = new RawDatabase(directory())) {
            put(store, "key", LARGE);

            String name = raw.query("SELECT filename FROM Cache");
            assertThat(name).matches(HEX_NAME);
            assertThat(Files.readAllBytes(directory().resolve(name))).isEqualTo(Samples.bytes(50_000));
            assertThat(raw.query("SELECT mode || ':' || size FROM Cache")).isEqualTo("2:50000");
            put(store, "key", "small");
            assertThat(directory().resolve(name).getParent().getParent())
                    .as("empty directories go as well")
                    .doesNotExist();
        }
    }

    @Test
    void store_text_isMeasuredInCodePoints() throws Exception {
        try (Store store = open();
                RawDatabase raw = new RawDatabase(directory())) {
            put(store, "emoji", "\ud83d\udc0d".repeat(32_767));
            assertThat(raw.query("SELECT mode FROM Cache WHERE key = 'emoji'")).isEqualTo("1");

            put(store, "emoji", "\ud83d\udc0d".repeat(32_768));
            assertThat(raw.query("SELECT mode || ':' || size FROM Cache WHERE key = 'emoji'"))
                    .isEqualTo("3:131072");
            assertThat(value(store, "emoji")).isEqualTo(Scalar.of("\ud83d\udc0d".repeat(32_768)));
        }
    }

    @Test
    void store_databaseFull_leavesNoFile() throws Exception {
        try (Store store = SmallStore.open(directory(), StoreConfig.defaults(), 0)) {
            String longTag = "t".repeat(20_000);
            Item item = new Item(LARGE.content(), LARGE.expiry(), Scalar.of(longTag));

            assertThatThrownBy(() -> put(store, "key", item)).isInstanceOf(StoreFullException.class);
            assertThatThrownBy(() -> store.storeAll(Map.of(Key.of("key"), item), Cull.NONE, PATIENT))
                    .isInstanceOf(StoreFullException.class);
            assertThatThrownBy(() ->
                            store.append(Sequence.queue("q"), Side.BACK, List.of(LARGE, item), Cull.NONE, PATIENT))
                    .isInstanceOf(StoreFullException.class);
            assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                        put(store, "first", LARGE);
                        put(store, "key", item);
                        return true;
                    }))
                    .isInstanceOf(StoreFullException.class);
            assertThat(Samples.valueFiles(directory())).isEmpty();
            assertThat(store.count()).isZero();
        }
    }

    @Test
    void store_conditionRefused_leavesNoNewFile() throws Exception {
        try (Store store = open()) {
            put(store, "key", LARGE);
            List<Path> before = Samples.valueFiles(directory());
            List<Condition> refused = List.of(
                    Condition.ifAbsent(), Condition.ifStoredAt(1), Condition.ifValue(Encoded.natively(Scalar.of(1L))));

            for (Condition condition : refused) {
                assertThat(store.store(Key.of("key"), LARGE, condition, null, Cull.NONE, PATIENT)
                                .stored())
                        .isFalse();
            }
            assertThat(Samples.valueFiles(directory())).isEqualTo(before);
        }
    }

    @Test
    void store_streamFails_leavesNoFile() throws Exception {
        InputStream failing = new InputStream() {
            private int left = 200_000;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0) {
                    throw new IOException("the line is dead");
                }
                int count = Math.min(left, length);
                left -= count;
                return count;
            }
        };
        try (Store store = open()) {
            Map<Key, Item> items = new LinkedHashMap<>();
            items.put(Key.of("first"), LARGE);
            items.put(Key.of("second"), Item.of(new Content.Streamed(failing, 1)));

            assertThatThrownBy(() -> store.storeAll(items, Cull.NONE, PATIENT)).hasRootCauseMessage("the line is dead");
            assertThat(Samples.valueFiles(directory())).isEmpty();
        }
    }

    @Test
    void transact_rolledBack_keepsOldFilesAndDropsNewOnes() throws Exception {
        try (Store store = open()) {
            put(store, "replaced", LARGE);
            put(store, "removed", LARGE);
            List<Path> before = Samples.valueFiles(directory());

            assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                        put(store, "replaced", Item.of(Encoded.natively(Scalar.of(Samples.bytes(60_000)))));
                        store.remove(Key.of("removed"), Condition.always(), Fetch.METADATA, PATIENT);
                        put(store, "new", LARGE);
                        put(store, "new", "and replaced at once");
                        throw new IllegalStateException("roll back");
                    }))
                    .hasMessage("roll back");
            assertThat(Samples.valueFiles(directory())).containsExactlyInAnyOrderElementsOf(before);
            assertThat(value(store, "replaced")).isEqualTo(Scalar.of(Samples.bytes(50_000)));
            assertThat(value(store, "removed")).isEqualTo(Scalar.of(Samples.bytes(50_000)));
        }
    }

    @Test
    void transact_committed_dropsReplacedFilesAtTheEndOnly() throws Exception {
        try (Store store = open()) {
            put(store, "key", LARGE);
            List<Path> before = Samples.valueFiles(directory());
            store.transact(PATIENT, () -> {
                put(store, "key", "inline");
                assertThat(before).allSatisfy(file -> assertThat(file).exists());
                return true;
            });

            assertThat(Samples.valueFiles(directory())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../victim.val",
                "../../victim.val",
                "ab/cd/../../../victim.val",
                "ab/cd/../../../victim0123456789abcdef.val",
                "AB/CD/0123456789abcdef0123456789ab.val",
                "ab/cd/0123456789abcdef0123456789ab.txt",
                "ab/cd/0123456789abcdef0123456789abcd.val",
                "ab\\cd\\0123456789abcdef0123456789ab.val",
                "./ab/cd/0123456789abcdef01234567.val",
                "cache.db",
                "cache.db-wal",
                "",
                "ab/cd/0123456789abcdef0123456789a\0.val"
            })
    void rows_withHostileFileNames_openAndDeleteNothing(String name) throws Exception {
        requireUntouched(name);
    }

    @Test
    void rows_withAbsoluteFileNames_openAndDeleteNothing() throws Exception {
        requireUntouched(temporary.resolve("victim.val").toString());
    }

    private void requireUntouched(String name) throws IOException, SQLException {
        Path victim = temporary.resolve("victim.val");
        Files.write(victim, Samples.bytes(7));
        try (Store store = open();
                RawDatabase raw = new RawDatabase(directory())) {
            for (String key : List.of("read", "removed", "replaced", "purged", "taken")) {
                put(store, key, text("value"));
                raw.execute("UPDATE Cache SET value = NULL, mode = 2, size = 7, filename = ? WHERE key = ?", name, key);
            }
            for (Fetch fetch : List.of(Fetch.VALUE, Fetch.BLOB)) {
                assertCorrupt(name, () -> store.find(Key.of("read"), fetch, Access.IGNORE));
                assertCorrupt(name, () -> store.remove(Key.of("removed"), Condition.always(), fetch, PATIENT));
                assertCorrupt(name, () -> store.take(Sequence.insertion(), Side.FRONT, fetch, PATIENT));
                assertCorrupt(name, () -> store.peek(Sequence.insertion(), Side.FRONT, fetch, PATIENT));
            }
            assertCorrupt(name, () -> store.get(Key.of("read"), Access.IGNORE));
            assertCorrupt(
                    name, () -> store.page(PageRequest.first(PageRequest.Order.INSERTION, false, 10, Fetch.VALUE)));
            assertCorrupt(
                    name,
                    () -> store.store(
                            Key.of("replaced"), text("new"), Condition.always(), Fetch.VALUE, Cull.NONE, PATIENT));
            assertThat(store.count()).as("what failed has changed nothing").isEqualTo(5);

            assertThat(store.verify(false, PATIENT)).hasSize(5);
            put(store, "replaced", "new");
            assertThat(store.remove(Key.of("removed"), Condition.always(), Fetch.METADATA, PATIENT))
                    .isNotNull();
            assertThat(store.take(Sequence.insertion(), Side.BACK, Fetch.METADATA, PATIENT))
                    .isNotNull();
            assertThat(store.verify(true, PATIENT)).hasSize(2);
            assertThat(store.purge(new Selection.UpTo(Long.MAX_VALUE), 10, PATIENT)
                            .removed())
                    .isEqualTo(1);
        }
        assertThat(victim).hasBinaryContent(Samples.bytes(7));
        assertThat(directory().resolve("cache.db")).exists();
    }

    private static void assertCorrupt(String name, Runnable use) {
        assertThatThrownBy(use::run).isInstanceOf(CorruptStoreException.class).hasMessageContaining("'" + name + "'");
    }

    @Test
    void get_textFileThatIsNoUtf8_isCorruptNotReplaced() throws Exception {
        try (Store store = open();
                RawDatabase raw = new RawDatabase(directory())) {
            put(store, "key", "\ufffd".repeat(40_000));
            assertThat(value(store, "key")).isEqualTo(Scalar.of("\ufffd".repeat(40_000)));
            Path file = directory().resolve(raw.query("SELECT filename FROM Cache"));
            byte[] damaged = Files.readAllBytes(file);
            damaged[damaged.length / 2] = (byte) 0xff;
            Files.write(file, damaged);

            assertThatThrownBy(() -> value(store, "key"))
                    .isInstanceOf(CorruptStoreException.class)
                    .hasMessageContaining("UTF-8");
        }
    }

    @Test
    void get_rowReplacedWhileItsFileIsRead_isNeverAMiss() {
        try (Store store = open()) {
            put(store, "key", LARGE);
            try (Threads threads = new Threads()) {
                threads.race(4, thread -> {
                    for (int i = 0; i < 300; i++) {
                        if (thread == 0) {
                            put(store, "key", LARGE);
                        } else if (thread == 1) {
                            Row row = store.find(Key.of("key"), Fetch.BLOB, Access.IGNORE);
                            assertThat(row).isNotNull();
                            try (Blob blob = row.blob();
                                    InputStream stream = blob.stream()) {
                                assertThat(stream.readAllBytes()).isEqualTo(Samples.bytes(50_000));
                            }
                        } else {
                            assertThat(value(store, "key")).isEqualTo(Scalar.of(Samples.bytes(50_000)));
                        }
                    }
                    return thread;
                });
            }
        }
    }

    @Test
    void store_fullDurability_writesAndForcesEverything() throws Exception {
        StoreConfig config = StoreConfig.defaults().withDurability(Durability.FULL);
        try (Store store = SqliteStorage.at(directory()).open(config)) {
            put(store, "large", LARGE);
            put(store, "streamed", Item.of(new Content.Streamed(new ByteArrayInputStream(Samples.bytes(70_000)), 1)));

            assertThat(value(store, "large")).isEqualTo(Scalar.of(Samples.bytes(50_000)));
            assertThat(value(store, "streamed")).isEqualTo(Scalar.of(Samples.bytes(70_000)));
            assertThat(Samples.valueFiles(directory())).hasSize(2);
        }
    }

    @Test
    void pragmas_fullDurability_makesTheWriterSynchronous() {
        LiveSettings.Snapshot snapshot = LiveSettings.Snapshot.of(Map.of(), Durability.FULL, directory());

        assertThat(snapshot.pragmas().pragmas()).contains(new Pragmas.Pragma("synchronous", "2"));
        assertThat(LiveSettings.Snapshot.of(Map.of(), Durability.NORMAL, directory())
                        .pragmas()
                        .pragmas())
                .contains(new Pragmas.Pragma("synchronous", "1"));
    }

    @Test
    void verify_othersFilesInTheDirectory_areLeftAlone() throws Exception {
        StoreConfig config = StoreConfig.defaults().withCheckGracePeriod(Duration.ZERO);
        List<String> foreign =
                List.of("notes.txt", "cache.db.lock", "photos/ab/cd/holiday.val", "abc/de/file.val", "AB/CD/file.val");
        try (Store store = SqliteStorage.at(directory()).open(config)) {
            for (String name : foreign) {
                Path file = directory().resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, "mine");
            }
            Path link = directory().resolve("ef");
            Files.createSymbolicLink(link, Files.createDirectories(temporary.resolve("elsewhere/ab")));
            Files.writeString(temporary.resolve("elsewhere/ab/file.val"), "mine");
            Path orphan = directory().resolve("ab/cd/orphan0123456789abcdef012345.val");
            Files.createDirectories(orphan.getParent());
            Files.writeString(orphan, "nobody's");
            Files.createDirectories(directory().resolve("e0/e1"));

            assertThat(store.verify(true, PATIENT))
                    .extracting(finding -> finding.kind() + " " + finding.subject())
                    .containsExactlyInAnyOrder(
                            "UNKNOWN_FILE ab/cd/orphan0123456789abcdef012345.val", "EMPTY_DIRECTORY e0/e1");
            assertThat(store.verify(true, PATIENT)).isEmpty();
        }
        assertThat(foreign)
                .allSatisfy(name -> assertThat(directory().resolve(name)).exists());
        assertThat(temporary.resolve("elsewhere/ab/file.val")).exists();
        assertThat(directory().resolve("ab")).doesNotExist();
        assertThat(directory().resolve("e0")).doesNotExist();
    }

    @Test
    void verify_wrongCounters_areFoundAndCorrected() throws Exception {
        try (Store store = open();
                RawDatabase raw = new RawDatabase(directory())) {
            put(store, "key", LARGE);
            raw.execute("UPDATE Settings SET value = value + 98 WHERE key = 'count'");
            raw.execute("UPDATE Settings SET value = 1 WHERE key = 'size'");

            assertThat(store.verify(false, PATIENT))
                    .extracting(finding -> finding.kind() + ": " + finding.detail())
                    .containsExactly(
                            "COUNT: is 99, but there are 1 rows", "SIZE: is 1, but the rows' sizes add up to 50000");
            assertThat(store.verify(true, PATIENT)).hasSize(2);
            assertThat(store.verify(true, PATIENT)).isEmpty();
            assertThat(store.totals().count()).isEqualTo(1);
            assertThat(store.totals().bytes()).isEqualTo(50_000);
        }
    }

    @Test
    void verify_damagedDatabase_saysSoAndTouchesNothing() throws Exception {
        try (Store store = open()) {
            for (int i = 0; i < 200; i++) {
                put(store, "key" + i, "value".repeat(200));
            }
        }
        Path database = directory().resolve("cache.db");
        byte[] bytes = Files.readAllBytes(database);
        for (int i = bytes.length / 2; i < bytes.length / 2 + 20_000; i++) {
            bytes[i] = (byte) 0xA5;
        }
        Files.write(database, bytes);
        try (Store store = open()) {
            assertThat(store.verify(true, PATIENT)).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.kind()).isEqualTo(dev.larder.storage.Finding.Kind.DATABASE_DAMAGED);
                assertThat(finding.repaired()).isFalse();
            });
        }
    }
}
