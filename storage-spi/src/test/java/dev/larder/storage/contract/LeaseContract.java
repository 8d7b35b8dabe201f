package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.IMPATIENT;
import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.larder.storage.Capability;
import dev.larder.storage.Key;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Leases: {@code acquireLease}, {@code extendLease}, {@code releaseLease}, {@code leases}, {@code purgeLeases}. */
public interface LeaseContract extends StorageUnderTest {

    /** A lease on the key {@code key}. */
    LeaseName NAME = new LeaseName("load", Key.of("key"));

    /** How long leases last in these tests. */
    Duration TEN_SECONDS = Duration.ofSeconds(10);

    private static boolean acquire(Store store, LeaseName name, String owner) {
        return store.acquireLease(name, owner, TEN_SECONDS, null, 1, PATIENT);
    }

    private static List<String> owners(Store store, LeaseName name) {
        return store.leases(name).stream().map(Lease::owner).toList();
    }

    @Test
    default void acquireLease_free_isHeldUntilItEnds(Store store, FakeClock clock) {
        assertThat(store.acquireLease(NAME, "a", TEN_SECONDS, "noted", 1, PATIENT))
                .isTrue();

        Lease lease = store.leases(NAME).get(0);
        assertThat(lease.owner()).isEqualTo("a");
        assertThat(lease.note()).isEqualTo("noted");
        assertThat(lease.endTime()).isCloseTo(clock.seconds() + 10, within(1e-3));
        assertThat(lease.live()).isTrue();
        clock.advanceSeconds(10);
        assertThat(store.leases(NAME)).hasSize(1).noneMatch(Lease::live);
    }

    @Test
    default void acquireLease_heldByAnother_isRefusedUntilThatEnds(Store store, FakeClock clock) {
        acquire(store, NAME, "a");

        assertThat(acquire(store, NAME, "b")).isFalse();
        assertThat(owners(store, NAME)).containsExactly("a");
        clock.advanceSeconds(10);
        assertThat(acquire(store, NAME, "b")).isTrue();
        assertThat(owners(store, NAME)).as("the lease that has ended is kept").containsExactly("a", "b");
    }

    @Test
    default void acquireLease_heldByItsOwner_isHeldAnew(Store store, FakeClock clock) {
        store.acquireLease(NAME, "a", TEN_SECONDS, "old", 1, PATIENT);
        clock.advanceSeconds(5);

        assertThat(store.acquireLease(NAME, "a", TEN_SECONDS, null, 1, PATIENT)).isTrue();
        assertThat(store.leases(NAME)).singleElement().satisfies(lease -> {
            assertThat(lease.note()).isNull();
            assertThat(lease.endTime()).isCloseTo(clock.seconds() + 10, within(1e-3));
        });
    }

    @Test
    default void acquireLease_limitOfThree_hasThreeHolders(Store store) {
        for (String owner : List.of("a", "b", "c")) {
            assertThat(store.acquireLease(NAME, owner, TEN_SECONDS, null, 3, PATIENT))
                    .isTrue();
        }

        assertThat(store.acquireLease(NAME, "d", TEN_SECONDS, null, 3, PATIENT)).isFalse();
        assertThat(owners(store, NAME)).containsExactly("a", "b", "c");
    }

    @Test
    default void acquireLease_ofAnotherKindOrKey_isAnotherLease(Store store) {
        acquire(store, NAME, "a");

        assertThat(acquire(store, new LeaseName("permit", Key.of("key")), "b")).isTrue();
        assertThat(acquire(store, new LeaseName("load", Key.of("other")), "b")).isTrue();
        assertThat(acquire(store, new LeaseName("load", Key.of(Scalar.of(new byte[] {'k', 'e', 'y'}))), "b"))
                .isTrue();
        assertThat(acquire(store, new LeaseName("load", new Key(Scalar.of(new byte[] {'k', 'e', 'y'}), true)), "b"))
                .isTrue();
        assertThat(owners(store, NAME)).containsExactly("a");
    }

    @Test
    default void acquireLease_keysThatStoresHoldToBeEqual_areOne(Store store) {
        acquire(store, new LeaseName("load", Key.of(1)), "a");

        assertThat(acquire(store, new LeaseName("load", Key.of(Scalar.of(1.0))), "b"))
                .isFalse();
    }

    @Test
    default void acquireLease_badArguments_areRefused(Store store) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.acquireLease(NAME, "a", Duration.ofSeconds(-1), null, 1, PATIENT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.acquireLease(NAME, "a", TEN_SECONDS, null, 0, PATIENT));
        assertThat(store.leases(NAME)).isEmpty();
    }

    @Test
    default void acquireLease_manyThreads_hasOneWinner(Store one, Testbed testbed) {
        Store other = testbed.open();
        for (int round = 0; round < 20; round++) {
            LeaseName name = new LeaseName("load", Key.of(round));
            List<Boolean> won =
                    testbed.threads().race(8, thread -> acquire(thread % 2 == 0 ? one : other, name, "o" + thread));
            assertThat(won).containsOnlyOnce(true);
        }
    }

    @Test
    default void acquireLease_writerHeldForTooLong_throwsTimeout(Store one, Testbed testbed) {
        Testbed.require(one, Capability.SINGLE_WRITER);
        Store other = testbed.open();
        one.transact(PATIENT, () -> {
            put(one, "any", number(1));
            assertThatThrownBy(() ->
                            testbed.threads().run(() -> other.acquireLease(NAME, "a", TEN_SECONDS, null, 1, IMPATIENT)))
                    .isInstanceOf(LarderTimeoutException.class);
            return true;
        });
    }

    @Test
    default void extendLease_live_lastsFromNow(Store store, FakeClock clock) {
        acquire(store, NAME, "a");
        clock.advanceSeconds(9);

        assertThat(store.extendLease(NAME, "a", TEN_SECONDS, PATIENT)).isTrue();
        clock.advanceSeconds(9);
        assertThat(acquire(store, NAME, "b")).isFalse();
    }

    @Test
    default void extendLease_endedOrSomebodyElses_isRefused(Store store, FakeClock clock) {
        acquire(store, NAME, "a");

        assertThat(store.extendLease(NAME, "b", TEN_SECONDS, PATIENT)).isFalse();
        clock.advanceSeconds(10);
        assertThat(store.extendLease(NAME, "a", TEN_SECONDS, PATIENT)).isFalse();
        assertThat(store.leases(NAME)).noneMatch(Lease::live);
    }

    @Test
    default void releaseLease_held_isFreeForOthers(Store store) {
        acquire(store, NAME, "a");

        assertThat(store.releaseLease(NAME, "b", PATIENT)).isFalse();
        assertThat(store.releaseLease(NAME, "a", PATIENT)).isTrue();
        assertThat(store.releaseLease(NAME, "a", PATIENT)).isFalse();
        assertThat(acquire(store, NAME, "b")).isTrue();
    }

    @Test
    default void releaseLease_ended_isTakenAway(Store store, FakeClock clock) {
        acquire(store, NAME, "a");
        clock.advanceSeconds(10);

        assertThat(store.releaseLease(NAME, "a", PATIENT)).isTrue();
        assertThat(store.leases(NAME)).isEmpty();
    }

    @Test
    default void purgeLeases_someEnded_takesThoseOfTheKindAwayUpToTheLimit(Store store, FakeClock clock) {
        for (int i = 0; i < 5; i++) {
            acquire(store, new LeaseName("load", Key.of(i)), "a");
        }
        acquire(store, new LeaseName("permit", Key.of("key")), "a");
        clock.advanceSeconds(10);
        acquire(store, NAME, "live");

        assertThat(store.purgeLeases("load", 3, PATIENT)).isEqualTo(3);
        assertThat(store.purgeLeases("load", 3, PATIENT)).isEqualTo(2);
        assertThat(store.purgeLeases("load", 3, PATIENT)).isZero();
        assertThat(owners(store, NAME)).containsExactly("live");
        assertThat(owners(store, new LeaseName("permit", Key.of("key")))).containsExactly("a");
    }

    @Test
    default void leases_besideRows_areNoRows(Store store, FakeClock clock) {
        put(store, "key", "value");
        acquire(store, NAME, "a");

        assertThat(store.count()).isEqualTo(1);
        assertThat(Shorthand.textKeys(store)).containsExactly("key");
        Shorthand.remove(store, "key");
        assertThat(owners(store, NAME)).containsExactly("a");
        clock.advanceSeconds(100);
        assertThat(store.leases(NAME)).hasSize(1);
    }

    @Test
    default void leases_inATransaction_areRolledBackWithIt(Store store) {
        acquire(store, NAME, "before");
        RuntimeException failure = new IllegalStateException("rolled back");

        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    put(store, "key", number(1));
                    assertThat(store.releaseLease(NAME, "before", PATIENT)).isTrue();
                    assertThat(acquire(store, NAME, "a")).isTrue();
                    assertThat(owners(store, NAME)).containsExactly("a");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(owners(store, NAME)).containsExactly("before");
        assertThat(value(store, "key")).isNull();
    }

    @Test
    default void leases_afterReopening_areStillThere(Store store, Testbed testbed) {
        acquire(store, NAME, "a");
        @Nullable Lease before = store.leases(NAME).get(0);

        assertThat(testbed.reopen(store).leases(NAME)).containsExactly(before);
    }

    @Test
    default void leases_ofAnotherOpenStore_areSeen(Store one, Testbed testbed) {
        Store other = testbed.open();
        Testbed.require(other, Capability.MULTIPLE_PROCESSES);
        Future<Boolean> acquired = testbed.threads().start(() -> acquire(other, NAME, "a"));

        assertThat(Threads.result(acquired)).isTrue();
        assertThat(owners(one, NAME)).containsExactly("a");
    }
}
