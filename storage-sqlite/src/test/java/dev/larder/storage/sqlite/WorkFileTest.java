package dev.larder.storage.sqlite;

import static dev.larder.storage.sqlite.Samples.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.DeadWork;
import dev.larder.storage.Durability;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Finding;
import dev.larder.storage.Finding.Kind;
import dev.larder.storage.Scalar;
import dev.larder.storage.Settlement;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.WorkClaim;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the work queue come and go with their items, and nothing else is touched. */
@Timeout(60)
final class WorkFileTest {

    private static final WorkItem LARGE = WorkItem.of(Encoded.natively(Scalar.of(Samples.bytes(50_000))));
    private static final WorkItem SMALL = WorkItem.of(Encoded.natively(Scalar.of("small")));

    @TempDir
    private Path temporary;

    private Path directory() {
        return temporary.resolve("store");
    }

    private Path folder() {
        return directory().resolve("cache.db.queue");
    }

    private Store open() {
        return open(Durability.NORMAL);
    }

    private Store open(Durability durability) {
        return SqliteStorage.at(directory())
                .open(StoreConfig.defaults().withDurability(durability).withCheckGracePeriod(Duration.ZERO));
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.sorted().toList();
        }
    }

    private static void offer(Store store, WorkItem... items) {
        store.offer(List.of(items), PATIENT);
    }

    private static List<WorkClaim> claim(Store store) {
        return store.claim(10, Duration.ofMinutes(1), 3, PATIENT).items();
    }

    private static WorkReceipt receipt(Store store) {
        return claim(store).get(0).receipt();
    }

    private static List<DeadWork> dead(Store store) {
        return store.deadWork(null, 10, Fetch.VALUE);
    }

    @ParameterizedTest
    @EnumSource
    void offer_largeValue_isAFileUntilTheItemIsDone(Durability durability) throws Exception {
        try (Store store = open(durability);
                RawDatabase raw = new RawDatabase(directory())) {
            offer(store, LARGE, SMALL);

            String name = raw.query("SELECT filename FROM larder_work WHERE filename IS NOT NULL");
            assertThat(name).matches("cache\\.db\\.queue/[0-9a-f]{32}\\.item");
            assertThat(directory().resolve(name)).hasBinaryContent(Samples.bytes(50_000));
            assertThat(raw.query("SELECT mode || ':' || size FROM larder_work WHERE id = 1"))
                    .isEqualTo("2:50000");
            assertThat(store.verify(false, PATIENT)).isEmpty();
            store.settle(List.of(receipt(store)), Settlement.done(), PATIENT);
            assertThat(folder()).as("the folder goes with its last file").doesNotExist();
        }
    }

    @Test
    void offer_fullDatabase_leavesNoFile() throws Exception {
        try (Store store = SmallStore.open(directory(), StoreConfig.defaults(), 0)) {
            WorkItem tooLong = new WorkItem(LARGE.value(), Duration.ZERO, 0, "k".repeat(20_000));

            assertThatThrownBy(() -> offer(store, tooLong)).isInstanceOf(StoreFullException.class);
            assertThatThrownBy(() -> offer(store, LARGE, tooLong)).isInstanceOf(StoreFullException.class);
            assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                        offer(store, LARGE);
                        offer(store, tooLong);
                        return true;
                    }))
                    .isInstanceOf(StoreFullException.class);
            assertThat(folder()).doesNotExist();
            assertThat(store.workCounts().ready()).isZero();
        }
    }

    @Test
    void offer_refusedKey_leavesNoFile() throws Exception {
        try (Store store = open()) {
            WorkItem keyed = new WorkItem(LARGE.value(), Duration.ZERO, 0, "key");
            offer(store, keyed, keyed);
            offer(store, keyed);

            assertThat(files()).hasSize(1);
            assertThat(store.verify(false, PATIENT)).isEmpty();
        }
    }

    @Test
    void transaction_rolledBack_keepsTheFilesThatWereThere() throws Exception {
        try (Store store = open()) {
            offer(store, LARGE, LARGE);
            WorkReceipt receipt = receipt(store);
            List<Path> before = files();

            assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                        store.settle(List.of(receipt), Settlement.done(), PATIENT);
                        offer(store, LARGE);
                        throw new IllegalStateException("rolled back");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(files()).isEqualTo(before);
            store.transact(PATIENT, () -> {
                store.settle(List.of(receipt), Settlement.done(), PATIENT);
                assertThat(before).as("there until the commit").allMatch(Files::exists);
                return true;
            });
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void claim_fileGone_tellsSoAndHandsOutTheOthers() throws Exception {
        try (Store store = open()) {
            offer(store, LARGE, SMALL);
            Files.delete(files().get(0));

            List<WorkClaim> items = claim(store);
            assertThat(items.get(0).value()).isNull();
            assertThat(items.get(0).damage()).contains("cache.db.queue", "50000 bytes");
            assertThat(items.get(1).value()).isEqualTo(SMALL.value());
            store.settle(List.of(items.get(0).receipt()), Settlement.dead("it is gone"), PATIENT);
            assertThat(dead(store))
                    .singleElement()
                    .satisfies(item -> assertThat(item.value()).isNull());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../victim.item", "cache.db", "", "cache.db.queue/../../victim.item", "ab/cd/x.val"})
    void claim_rowNamesAnotherFile_isDamagedAndTheFileStays(String name) throws Exception {
        Path victim = Files.write(temporary.resolve("victim.item"), Samples.bytes(50_000));
        try (Store store = open();
                RawDatabase raw = new RawDatabase(directory())) {
            offer(store, LARGE, LARGE, LARGE);
            raw.execute("UPDATE larder_work SET filename = ?", name);

            List<WorkClaim> items = claim(store);
            assertThat(items).hasSize(3).allSatisfy(item -> {
                assertThat(item.value()).isNull();
                assertThat(item.damage()).contains("'" + name + "'");
            });
            store.settle(List.of(items.get(0).receipt()), Settlement.done(), PATIENT);
            assertThat(store.verify(true, PATIENT))
                    .extracting(Finding::kind)
                    .contains(Kind.VALUE_FILE_NAME, Kind.UNKNOWN_FILE);
            assertThat(store.verify(true, PATIENT)).isEmpty();
            assertThat(victim).hasBinaryContent(Samples.bytes(50_000));
            assertThat(dead(store)).hasSize(2).allMatch(item -> item.reason().contains("'" + name + "'"));
        }
    }

    @Test
    void verify_damagedFiles_areFoundAndTheirItemsBuried() throws Exception {
        try (Store store = open()) {
            offer(store, LARGE, LARGE, LARGE);
            Files.delete(files().get(0));
            Files.write(files().get(0), Samples.bytes(49_999));

            assertThat(store.verify(false, PATIENT))
                    .extracting(Finding::kind)
                    .containsExactlyInAnyOrder(Kind.VALUE_FILE_MISSING, Kind.VALUE_FILE_LENGTH);
            assertThat(store.workCounts().ready()).isEqualTo(3);
            assertThat(store.verify(true, PATIENT)).hasSize(2).allMatch(Finding::repaired);
            assertThat(store.verify(false, PATIENT)).isEmpty();
            assertThat(claim(store)).hasSize(1);
            List<DeadWork> dead = dead(store);
            assertThat(dead).hasSize(2);
            assertThat(dead.stream().map(DeadWork::value).filter(value -> value != null))
                    .as("what is left of the value can be looked at")
                    .containsExactly(Encoded.natively(Scalar.of(Samples.bytes(49_999))));
            List<WorkReceipt> receipts = dead.stream().map(DeadWork::receipt).toList();
            assertThat(store.purgeDead(receipts, PATIENT)).hasSize(2);
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void verify_unknownFileAndEmptyFolder_areFoundWhenOldEnough() throws Exception {
        try (Store store = open()) {
            Files.createDirectories(folder());
            Path orphan = Files.write(folder().resolve("0123456789abcdef0123456789abcdef.item"), new byte[3]);
            try (Store cautious = SqliteStorage.at(directory()).open(StoreConfig.defaults())) {
                assertThat(cautious.verify(true, PATIENT))
                        .as("it may belong to a write under way")
                        .isEmpty();
            }
            assertThat(store.verify(true, PATIENT))
                    .containsExactly(new Finding(
                            Kind.UNKNOWN_FILE,
                            directory().relativize(orphan).toString(),
                            "no row names this file",
                            true));
            assertThat(folder()).doesNotExist();
            Files.createDirectories(folder());
            assertThat(store.verify(true, PATIENT))
                    .containsExactly(new Finding(
                            Kind.EMPTY_DIRECTORY, "cache.db.queue", "there is no file in this directory", true));
            assertThat(folder()).doesNotExist();
        }
    }
}
