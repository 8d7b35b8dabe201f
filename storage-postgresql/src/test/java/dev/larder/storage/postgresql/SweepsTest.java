package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Purged;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Setting;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One process at a time trims a collection, others do not wait for it, and if it dies another takes over. */
final class SweepsTest {

    private static final Cull EXPIRED = new Cull(10, EvictionPolicy.NONE, Long.MAX_VALUE);

    private final FakeClock clock = new FakeClock();
    private final StallingPool stalling = new StallingPool();

    private Store open(PostgreSqlStorage storage, String collection) {
        return storage.schema("sweeps")
                .applicationClock()
                .named(collection)
                .open(StoreConfig.defaults().withClock(clock));
    }

    private Store open(String collection) {
        return open(PostgreSql.at(PostgresServer.url()), collection);
    }

    private Store openStalling(String collection) {
        return open(PostgreSql.at(stalling), collection);
    }

    private static boolean put(Store store, String key, Expiry expiry, Cull cull) {
        Item item = new Item(Encoded.natively(Scalar.of("value")), expiry, null);
        return store.store(Key.of(key), item, Condition.always(), null, cull, Wait.FOREVER)
                .stored();
    }

    private void putExpired(Store store, int count) {
        for (int i = 0; i < count; i++) {
            put(store, "expired " + i, Expiry.after(Duration.ofSeconds(1)), Cull.NONE);
        }
        clock.advance(Duration.ofSeconds(2));
    }

    /** A write that stands still in the middle of its sweep: it has chosen rows and not yet removed them. */
    private Future<Boolean> startSweep(Threads threads, Store store) {
        stalling.stallAt(statement -> statement.startsWith("delete from sweeps.larder_entry"));
        Future<Boolean> write = threads.start(() -> put(store, "first", Expiry.never(), EXPIRED));
        stalling.awaitStall();
        return write;
    }

    @Test
    void store_anotherProcessSweeps_leavesItThatAndDoesNotWait() {
        try (Threads threads = new Threads();
                Store sweeping = openStalling("another");
                Store other = open("another")) {
            putExpired(other, 25);
            Future<Boolean> write = startSweep(threads, sweeping);
            assertThat(put(other, "second", Expiry.never(), EXPIRED)).isTrue();
            assertThat(other.count()).isEqualTo(25 + 2);
            stalling.goOn();
            assertThat(Threads.result(write)).isTrue();
            assertThat(other.count()).isEqualTo(15 + 2);
            put(other, "third", Expiry.never(), EXPIRED);
            assertThat(other.count())
                    .as("what was left to the other is made up for")
                    .isEqualTo(3);
        }
    }

    @Test
    void store_otherThreadOfTheProcessSweeps_leavesItThatAndDoesNotWait() {
        try (Threads threads = new Threads();
                Store store = openStalling("thread")) {
            putExpired(store, 25);
            Future<Boolean> write = startSweep(threads, store);
            assertThat(put(store, "second", Expiry.never(), EXPIRED)).isTrue();
            assertThat(store.count()).isEqualTo(25 + 2);
            stalling.goOn();
            assertThat(Threads.result(write)).isTrue();
        }
    }

    @Test
    void store_sweepingProcessDied_sweepsWhenTheLeaseHasEnded() {
        try (Threads threads = new Threads();
                Store dying = openStalling("dying");
                Store other = open("dying")) {
            putExpired(other, 5);
            Future<Boolean> write = startSweep(threads, dying);
            stalling.die();
            assertThat(Threads.result(write)).as("the write itself was done").isTrue();
            put(other, "second", Expiry.never(), EXPIRED);
            assertThat(other.count()).as("nobody sweeps").isEqualTo(5 + 2);
            clock.advance(Duration.ofSeconds(10));
            put(other, "third", Expiry.never(), EXPIRED);
            assertThat(other.count()).isEqualTo(3);
        }
    }

    @Test
    void store_lockedRowHasToGo_doesNotWaitForIt() {
        try (Threads threads = new Threads();
                Store holding = open("held");
                Store other = open("held")) {
            putExpired(other, 2);
            holding.transact(Wait.FOREVER, () -> {
                put(holding, "expired 0", Expiry.never(), Cull.NONE);
                threads.run(() -> put(other, "new", Expiry.never(), EXPIRED));
                return true;
            });
            assertThat(other.count()).isEqualTo(2);
            assertThat(other.get(Key.of("expired 0"), Access.IGNORE)).isNotNull();
        }
    }

    @Test
    void store_readRowIsLocked_evictsOthersWithoutWaitingForIt() {
        try (Threads threads = new Threads();
                Store holding = open("read");
                Store other = open("read")) {
            other.changeSettings(
                    settings -> settings.with(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_USED),
                    Wait.FOREVER);
            put(other, "held", Expiry.never(), Cull.NONE);
            put(other, "free", Expiry.never(), Cull.NONE);
            other.get(Key.of("held"), Access.RECORD);
            Cull cull = new Cull(10, EvictionPolicy.LEAST_RECENTLY_USED, 0);
            holding.transact(Wait.FOREVER, () -> {
                put(holding, "held", Expiry.never(), Cull.NONE);
                return threads.run(() -> put(other, "new", Expiry.never(), cull));
            });
            assertThat(other.get(Key.of("free"), Access.IGNORE)).isNull();
            assertThat(other.get(Key.of("held"), Access.IGNORE)).isNotNull();
        }
    }

    @Test
    void purge_anotherProcessSweeps_removesWhatThatHasNotChosenAndCountsIt() {
        try (Threads threads = new Threads();
                Store sweeping = openStalling("purged");
                Store other = open("purged")) {
            putExpired(other, 25);
            Future<Boolean> write = startSweep(threads, sweeping);
            // the other has chosen ten, and one more in case its own row were among them
            assertThat(other.purge(new Selection.ExpiredBefore(null), 100, Wait.FOREVER))
                    .isEqualTo(new Purged(14, false));
            stalling.goOn();
            assertThat(Threads.result(write)).isTrue();
            assertThat(other.count()).isEqualTo(1 + 1);
        }
    }

    @Test
    void transact_writesThatHaveToTrim_trimOnceCommittedAndForAllOfThem() {
        try (Store store = open("transaction")) {
            putExpired(store, 25);
            store.transact(Wait.FOREVER, () -> {
                put(store, "first", Expiry.never(), EXPIRED);
                put(store, "second", Expiry.never(), EXPIRED);
                return assertThat(store.count()).isEqualTo(25 + 2);
            });
            assertThat(store.count()).isEqualTo(5 + 2);
        }
    }

    @Test
    void store_processesAndThreadsAtTheLimit_keepTheVolumeNearIt() {
        try (Threads threads = new Threads();
                Store first = open("limit");
                Store second = open("limit")) {
            List<Store> stores = List.of(first, second, first, second);
            Item item = Item.of(Encoded.natively(Scalar.of("x".repeat(1_000))));
            long row = 1_400;
            Cull cull = new Cull(10, EvictionPolicy.LEAST_RECENTLY_STORED, 100_000);
            threads.race(stores.size(), number -> {
                for (int i = 0; i < 150; i++) {
                    Key key = Key.of(number + ", " + i);
                    stores.get(number).store(key, item, Condition.always(), null, cull, Wait.FOREVER);
                }
                return true;
            });
            // each thread may have left a row to another that was just done, and nothing goes that need not
            assertThat(first.volume()).isBetween(100_000L - row, 100_000L + stores.size() * row);
        }
    }
}
