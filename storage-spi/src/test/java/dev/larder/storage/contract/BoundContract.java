package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.append;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.drain;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Appended;
import dev.larder.storage.Bound;
import dev.larder.storage.Cull;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queues of bounded length: {@code append} with a {@link Bound}. */
public interface BoundContract extends StorageUnderTest {

    private static Appended bounded(Store store, Side side, Bound bound, String... values) {
        return bounded(store, QueueContract.PLAIN, side, bound, values);
    }

    private static Appended bounded(Store store, Sequence.Queue queue, Side side, Bound bound, String... values) {
        List<Item> items =
                Arrays.stream(values).map(value -> Item.of(text(value))).toList();
        return store.append(queue, side, items, bound, Cull.NONE, PATIENT);
    }

    @Test
    default void bound_none_appendsAll(Store store) {
        assertThat(bounded(store, Side.BACK, Bound.none(), "a", "b"))
                .isEqualTo(new Appended(List.of(Key.of(500_000_000_000_000L), Key.of(500_000_000_000_001L)), 0));
    }

    @Test
    default void dropping_roomLeft_dropsNothing(Store store) {
        assertThat(bounded(store, Side.BACK, Bound.dropping(3), "a", "b").dropped())
                .isZero();
        assertThat(bounded(store, Side.BACK, Bound.dropping(3), "c").dropped()).isZero();
        assertThat(drain(store, QueueContract.PLAIN)).containsExactly("a", "b", "c");
    }

    @Test
    default void dropping_noRoomLeft_dropsFromTheOtherEnd(Store store) {
        for (Sequence.Queue queue : List.of(QueueContract.PLAIN, Sequence.queue("q"))) {
            append(store, queue, Side.BACK, "b", "c", "d");

            assertThat(bounded(store, queue, Side.BACK, Bound.dropping(3), "e").dropped())
                    .isEqualTo(1);
            assertThat(bounded(store, queue, Side.FRONT, Bound.dropping(3), "b", "a")
                            .dropped())
                    .isEqualTo(2);
            assertThat(drain(store, queue)).containsExactly("a", "b", "c");
        }
    }

    @Test
    default void dropping_moreItemsThanTheBound_keepsTheLastOfThem(Store store) {
        bounded(store, Side.BACK, Bound.none(), "x");
        Appended appended = bounded(store, Side.BACK, Bound.dropping(2), "a", "b", "c", "d");

        assertThat(appended.keys()).hasSize(4);
        assertThat(appended.dropped()).isEqualTo(3);
        assertThat(drain(store, QueueContract.PLAIN)).containsExactly("c", "d");
    }

    @Test
    default void dropping_lowerBoundThanBefore_dropsDownToIt(Store store) {
        append(store, QueueContract.PLAIN, Side.BACK, "a", "b", "c", "d", "e");

        assertThat(bounded(store, Side.BACK, Bound.dropping(2), "f").dropped()).isEqualTo(4);
        assertThat(drain(store, QueueContract.PLAIN)).containsExactly("e", "f");
        assertThat(bounded(store, Side.BACK, Bound.dropping(0), "g").dropped()).isEqualTo(1);
        assertThat(store.count()).isZero();
    }

    @Test
    default void dropping_largeValues_removesTheirFiles(Store store) {
        Item large = Item.of(bytes(noise(70_000, 1)));
        store.append(QueueContract.PLAIN, Side.BACK, List.of(large, large), Bound.dropping(2), Cull.NONE, PATIENT);
        store.append(QueueContract.PLAIN, Side.BACK, List.of(large, large), Bound.dropping(1), Cull.NONE, PATIENT);

        assertThat(store.count()).isEqualTo(1);
        assertThat(store.totals().bytes()).isIn(0L, 70_000L);
        bounded(store, Side.BACK, Bound.dropping(1), "small");
        assertThat(store.totals().bytes()).isZero();
    }

    @Test
    default void dropping_expiredRows_goFirstAndAreNotCounted(Store store, FakeClock clock) {
        append(store, QueueContract.PLAIN, Side.BACK, "a");
        store.append(
                QueueContract.PLAIN,
                Side.BACK,
                List.of(lasting(text("expired"), Duration.ofSeconds(1))),
                Cull.NONE,
                PATIENT);
        append(store, QueueContract.PLAIN, Side.BACK, "b");
        clock.advanceSeconds(1);

        assertThat(bounded(store, Side.BACK, Bound.dropping(3), "c").dropped()).isZero();
        assertThat(store.count()).isEqualTo(3);
        assertThat(drain(store, QueueContract.PLAIN)).containsExactly("a", "b", "c");
    }

    @Test
    default void dropping_rowsOutsideTheQueue_countAndStay(Store store) {
        put(store, "other", text("other"));
        bounded(store, Side.BACK, Bound.dropping(2), "a");

        assertThat(bounded(store, Side.BACK, Bound.dropping(2), "b").dropped()).isEqualTo(1);
        assertThat(bounded(store, Side.BACK, Bound.dropping(0), "c").dropped()).isEqualTo(2);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void dropping_observed_tellsWhy(Testbed testbed) {
        RemovalObserverContract.Told told = new RemovalObserverContract.Told();
        Store store = testbed.open(config -> config.withRemovals(told));
        Sequence.Queue queue = Sequence.queue("q");
        store.append(queue, Side.BACK, List.of(lasting(text("a"), Duration.ofSeconds(1))), Cull.NONE, PATIENT);
        append(store, queue, Side.BACK, "b", "c");
        testbed.clock().advanceSeconds(2);
        bounded(store, queue, Side.BACK, Bound.dropping(1), "d");

        assertThat(told.sinceLast())
                .containsExactlyInAnyOrder(
                        "q-500000000000000 EXPIRED", "q-500000000000001 EVICTED", "q-500000000000002 EVICTED");
    }

    @Test
    default void refusing_roomForAll_appendsThem(Store store) {
        assertThat(bounded(store, Side.BACK, Bound.refusing(2), "a").keys()).hasSize(1);
        assertThat(bounded(store, Side.FRONT, Bound.refusing(2), "b").keys()).hasSize(1);
        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    default void refusing_notRoomForAll_appendsNone(Store store) {
        append(store, QueueContract.PLAIN, Side.BACK, "a", "b");

        assertThat(bounded(store, Side.BACK, Bound.refusing(3), "c", "d")).isEqualTo(new Appended(List.of(), 0));
        assertThat(bounded(store, Side.FRONT, Bound.refusing(2), "c").keys()).isEmpty();
        assertThat(bounded(store, Side.FRONT, Bound.refusing(0), "c").keys()).isEmpty();
        assertThat(drain(store, QueueContract.PLAIN)).containsExactly("a", "b");
    }

    @Test
    default void refusing_largeValue_leavesNoFileBehind(Store store) {
        append(store, QueueContract.PLAIN, Side.BACK, "a");
        store.append(
                QueueContract.PLAIN,
                Side.BACK,
                List.of(Item.of(bytes(noise(70_000, 1)))),
                Bound.refusing(1),
                Cull.NONE,
                PATIENT);

        assertThat(store.totals().bytes()).isZero();
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void refusing_expiredRows_makeRoom(Store store, FakeClock clock) {
        store.append(
                QueueContract.PLAIN,
                Side.BACK,
                List.of(lasting(text("a"), Duration.ofSeconds(1)), Item.of(text("b"))),
                Cull.NONE,
                PATIENT);
        assertThat(bounded(store, Side.BACK, Bound.refusing(2), "c").keys()).isEmpty();
        clock.advanceSeconds(1);

        assertThat(bounded(store, Side.BACK, Bound.refusing(2), "c").keys()).hasSize(1);
        assertThat(drain(store, QueueContract.PLAIN)).containsExactly("b", "c");
    }

    @Test
    default void bound_negative_isRefused(Store store) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bounded(store, Side.BACK, Bound.dropping(-1), "a"))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bounded(store, Side.BACK, Bound.refusing(-1), "a"))
                .withMessageContaining("-1");
    }

    @Test
    default void dropping_transactionRolledBack_bringsThemBack(Store store) {
        append(store, QueueContract.PLAIN, Side.BACK, "a", "b");
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    bounded(store, Side.BACK, Bound.dropping(1), "c");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(drain(store, QueueContract.PLAIN)).containsExactly("a", "b");
    }

    @Test
    default void bounds_severalThreads_neverExceeded(Store store, Testbed testbed) {
        List<Future<Integer>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> testbed.threads().start(() -> {
                    int appended = 0;
                    for (int i = 0; i < 20; i++) {
                        Bound bound = writer % 2 == 0 ? Bound.dropping(5) : Bound.refusing(5);
                        appended += bounded(store, Side.BACK, bound, writer + " " + i)
                                .keys()
                                .size();
                        assertThat(store.count()).isLessThanOrEqualTo(5);
                    }
                    return appended;
                }))
                .toList();

        assertThat(Threads.result(writers.get(0)) + Threads.result(writers.get(2)))
                .isEqualTo(40);
        assertThat(Threads.result(writers.get(1)) + Threads.result(writers.get(3)))
                .isLessThanOrEqualTo(40);
        assertThat(store.count()).isEqualTo(5);
    }
}
