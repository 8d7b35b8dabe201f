package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.add;
import static dev.larder.storage.contract.Shorthand.append;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.cullAll;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.purgeAll;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.tagged;
import static dev.larder.storage.contract.Shorthand.take;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.touch;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.RemovalObserver;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who is told of removed rows, and when: {@link RemovalObserver}. */
public interface RemovalObserverContract extends StorageUnderTest {

    /** What an observer was told, as "key CAUSE". */
    final class Told implements RemovalObserver {
        private final List<String> all = new CopyOnWriteArrayList<>();
        private final List<Row> rows = new CopyOnWriteArrayList<>();

        @Override
        public void removed(Row row, RemovalCause cause) {
            rows.add(row);
            Scalar key = row.key().scalar();
            all.add((key instanceof Scalar.Text text ? text.value() : key) + " " + cause);
        }

        /** What came since the last call, in no particular order. */
        List<String> sinceLast() {
            List<String> told = List.copyOf(all);
            all.clear();
            return told.stream().sorted().toList();
        }
    }

    private static Store open(Testbed testbed, RemovalObserver observer) {
        return testbed.open(config -> config.withRemovals(observer));
    }

    @Test
    default void removals_keyVerbs_tellRemovedAndReplaced(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(store, "a", "1");
        put(store, "b", bytes(noise(50_000, 1)));
        put(store, "c", "1");
        assertThat(told.sinceLast()).as("new rows").isEmpty();

        put(store, "a", "2");
        put(store, "b", "2");
        assertThat(told.sinceLast()).containsExactly("a REPLACED", "b REPLACED");
        remove(store, "a");
        assertThat(told.sinceLast()).containsExactly("a REMOVED");
        store.removeAll(List.of(Key.of("b"), Key.of("c"), Key.of("absent")), PATIENT);
        assertThat(told.sinceLast()).containsExactly("b REMOVED", "c REMOVED");
    }

    @Test
    default void removals_storeAll_tellEachReplacedRow(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(store, "a", "1");
        put(store, "b", "1");
        store.storeAll(
                Map.of(
                        Key.of("a"),
                        Item.of(text("2")),
                        Key.of("b"),
                        Item.of(text("2")),
                        Key.of("c"),
                        Item.of(text("2"))),
                Cull.NONE,
                PATIENT);

        assertThat(told.sinceLast()).containsExactly("a REPLACED", "b REPLACED");
    }

    @Test
    default void removals_row_isAsItWasWithoutItsValue(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(
                store,
                Key.of("key"),
                new Item(bytes(noise(50_000, 1)), Expiry.after(Duration.ofSeconds(9)), Scalar.of("tag")));
        Row before = row(store, "key");
        testbed.clock().advanceSeconds(1);
        put(store, "key", "new");

        assertThat(told.rows).containsExactly(before);
        Row next = row(store, "key");
        remove(store, "key");
        assertThat(told.rows).containsExactly(before, next);
    }

    @Test
    default void removals_whatChangesNoValue_isNotTold(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(store, Key.of("key"), lasting(text("1"), Duration.ofSeconds(10)));
        touch(store, "key", Expiry.after(Duration.ofSeconds(5)));
        Shorthand.store(store, Key.of("key"), text("2"), Condition.ifAbsent());
        store.remove(Key.of("key"), Condition.ifValue(text("other")), Fetch.METADATA, PATIENT);
        testbed.clock().advanceSeconds(5);
        remove(store, "key");
        assertThat(value(store, "key")).isNull();
        add(store, "new", Scalar.of(1L), Scalar.of(1L));

        assertThat(told.sinceLast()).isEmpty();
    }

    @Test
    default void removals_expiredRowOverwritten_tellExpired(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(store, Key.of("stored"), lasting(text("1"), Duration.ofSeconds(1)));
        put(store, Key.of("added"), lasting(number(1), Duration.ofSeconds(1)));
        testbed.clock().advanceSeconds(1);
        put(store, "stored", "2");
        assertThat(told.sinceLast()).containsExactly("stored EXPIRED");
        add(store, "added", Scalar.of(1L), Scalar.of(0L));
        assertThat(told.sinceLast()).containsExactly("added EXPIRED");
    }

    @Test
    default void removals_sequences_tellRemovedAndExpired(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(store, Key.of("expired"), lasting(text("1"), Duration.ofSeconds(1)));
        put(store, "live", "1");
        append(store, Sequence.queue("q"), Side.BACK, "1");
        testbed.clock().advanceSeconds(1);
        take(store, Sequence.queue("q"), Side.BACK);
        assertThat(told.sinceLast()).containsExactly("q-500000000000000 REMOVED");

        take(store, Sequence.insertion(), Side.FRONT);
        assertThat(told.sinceLast()).containsExactly("expired EXPIRED", "live REMOVED");
    }

    @Test
    default void removals_purges_tellTheirCauses(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(store, Key.of("expired"), lasting(text("1"), Duration.ofSeconds(1)));
        put(store, Key.of("tagged"), tagged(text("1"), Scalar.of("tag")));
        put(store, "prefix", "1");
        put(store, "old", "1");
        testbed.clock().advanceSeconds(2);
        put(store, "cleared", "1");

        purgeAll(store, new Selection.ExpiredBefore(null), 10);
        assertThat(told.sinceLast()).containsExactly("expired EXPIRED");
        purgeAll(store, new Selection.Tagged(Scalar.of("tag")), 10);
        assertThat(told.sinceLast()).containsExactly("tagged EVICTED");
        purgeAll(store, new Selection.KeyPrefix("pre"), 10);
        assertThat(told.sinceLast()).containsExactly("prefix EVICTED");
        store.purge(new Selection.OverLimit(EvictionPolicy.LEAST_RECENTLY_STORED, 0), 1, PATIENT);
        assertThat(told.sinceLast()).containsExactly("old EVICTED");
        purgeAll(store, new Selection.UpTo(Long.MAX_VALUE), 10);
        assertThat(told.sinceLast()).containsExactly("cleared REMOVED");
    }

    @Test
    default void removals_cull_tellExpiredAndEvicted(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(store, Key.of("expired"), lasting(text("1"), Duration.ofSeconds(1)));
        put(store, "old", "1");
        testbed.clock().advanceSeconds(5);
        put(store, "new", text("1"), cullAll(10, EvictionPolicy.LEAST_RECENTLY_STORED));

        assertThat(told.sinceLast()).containsExactly("expired EXPIRED", "old EVICTED");
    }

    @Test
    default void removals_inTransaction_areToldAfterTheOutermostCommit(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(store, "a", "1");
        put(store, "b", "1");
        store.transact(PATIENT, () -> {
            remove(store, "a");
            store.transact(PATIENT, () -> {
                put(store, "b", "2");
                return "inner";
            });
            assertThat(told.all).as("before the commit").isEmpty();
            return "outer";
        });

        assertThat(told.sinceLast()).containsExactly("a REMOVED", "b REPLACED");
    }

    @Test
    default void removals_rolledBack_areNotTold(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, told);
        put(store, "a", "1");
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    remove(store, "a");
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");
        assertThat(told.sinceLast()).isEmpty();

        put(store, "a", "2");
        assertThat(told.sinceLast()).as("nothing of before").containsExactly("a REPLACED");
    }

    @Test
    default void removals_areTold_onTheThreadThatRemoved(Testbed testbed) {
        ThreadLocal<List<Key>> told = ThreadLocal.withInitial(ArrayList::new);
        Store store = open(testbed, (row, cause) -> told.get().add(row.key()));
        List<List<Key>> byThread = testbed.threads().race(4, thread -> {
            for (int i = 0; i < 25; i++) {
                put(store, "key" + thread, "value");
                remove(store, "key" + thread);
            }
            return told.get();
        });

        for (int thread = 0; thread < 4; thread++) {
            assertThat(byThread.get(thread)).hasSize(25).containsOnly(Key.of("key" + thread));
        }
    }

    @Test
    default void removals_observer_seesTheCommittedStateAndMayUseTheStore(Testbed testbed) {
        List<String> seen = new CopyOnWriteArrayList<>();
        Store[] opened = new Store[1];
        opened[0] = open(testbed, (row, cause) -> {
            Store store = opened[0];
            if (row.key().equals(Key.of("key"))) {
                seen.add(String.valueOf(value(store, "key")));
                put(store, "written by the observer", "1");
                testbed.threads().run(() -> {
                    put(store, "written by another thread meanwhile", "1");
                    return "written";
                });
            }
        });
        put(opened[0], "key", "old");
        put(opened[0], "key", "new");

        assertThat(seen).containsExactly(Scalar.of("new").toString());
        assertThat(opened[0].count()).isEqualTo(3);
    }

    @Test
    default void removals_observerThatThrows_harmsNothing(Testbed testbed) {
        Told told = new Told();
        Store store = open(testbed, (row, cause) -> {
            told.removed(row, cause);
            throw new IllegalStateException("a fault of the observer");
        });
        put(store, "a", "1");
        put(store, "b", bytes(noise(50_000, 1)));

        assertThat(remove(store, "a")).isNotNull();
        assertThat(store.removeAll(List.of(Key.of("b")), PATIENT)).isEqualTo(1);
        put(store, "c", "1");
        put(store, "d", "1");
        assertThat(purgeAll(store, new Selection.UpTo(Long.MAX_VALUE), 10)).isEqualTo(2);
        assertThat(told.sinceLast()).containsExactly("a REMOVED", "b REMOVED", "c REMOVED", "d REMOVED");
        assertThat(store.count()).isZero();
    }
}
