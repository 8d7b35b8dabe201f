package dev.larder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.StorageException;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final Duration LEASE = Duration.ofMillis(30);

    private final LeaseKeeper keeper = new LeaseKeeper();

    @Test
    void keep_lease_isExtendedWithinAThirdOfItsLengthUntilDropped() {
        AtomicInteger extensions = new AtomicInteger();
        keeper.keep("lease", LEASE, wait -> {
            assertThat(wait.toDuration()).isEqualTo(LEASE.dividedBy(3));
            return extensions.incrementAndGet() > 0;
        });
        Threads.await(() -> extensions.get() >= 3);

        keeper.drop("lease");
        assertNotExtended(extensions);
    }

    @Test
    void keep_leaseThatHasEnded_isNotExtendedAgainButCanBeKeptAnew() {
        AtomicInteger extensions = new AtomicInteger();
        keeper.keep("lease", LEASE, wait -> extensions.incrementAndGet() < 2);
        Threads.await(() -> extensions.get() == 2);
        assertNotExtended(extensions);

        keeper.keep("lease", LEASE, wait -> extensions.incrementAndGet() < 4);
        Threads.await(() -> extensions.get() == 4);
    }

    @Test
    void keep_sameLeaseTwice_isExtendedOnce() {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        keeper.keep("lease", LEASE, wait -> first.incrementAndGet() > 0);
        keeper.keep("lease", LEASE, wait -> second.incrementAndGet() > 0);
        Threads.await(() -> first.get() >= 2);

        assertThat(second).hasValue(0);
        keeper.drop("lease");
        assertNotExtended(first);
    }

    @Test
    void keep_storeBusyOrFailing_isTriedAgain() {
        AtomicInteger extensions = new AtomicInteger();
        keeper.keep("lease", LEASE, wait -> {
            switch (extensions.incrementAndGet()) {
                case 1 -> throw new LarderTimeoutException("busy", LEASE, null);
                case 2 -> throw new StorageException("failing", null);
                default -> {
                    return true;
                }
            }
        });

        Threads.await(() -> extensions.get() >= 4);
        keeper.dropAll();
        assertNotExtended(extensions);
    }

    @Test
    void keep_storeClosed_isNotTriedAgain() {
        AtomicInteger extensions = new AtomicInteger();
        keeper.keep("lease", LEASE, wait -> {
            extensions.incrementAndGet();
            throw new StoreClosedException("closed");
        });

        Threads.await(() -> extensions.get() == 1);
        assertNotExtended(extensions);
    }

    @Test
    void dropAll_manyLeases_extendsNoneAndKeepsLaterOnes() {
        List<AtomicInteger> extensions = List.of(new AtomicInteger(), new AtomicInteger());
        extensions.forEach(each -> keeper.keep(each, LEASE, wait -> each.incrementAndGet() > 0));
        keeper.dropAll();
        int before = extensions.get(1).get();

        assertNotExtended(extensions.get(0));
        assertThat(extensions.get(1)).hasValue(before);
        assertNotExtended(extensions.get(0));
    }

    /** Another lease was extended several times, and this one was not. */
    private void assertNotExtended(AtomicInteger extensions) {
        int before = extensions.get();
        AtomicInteger marker = new AtomicInteger();
        keeper.keep(marker, LEASE, wait -> marker.incrementAndGet() < 3);
        Threads.await(() -> marker.get() == 3);
        assertThat(extensions).hasValue(before);
    }
}
