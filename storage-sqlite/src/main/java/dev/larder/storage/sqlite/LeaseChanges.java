package dev.larder.storage.sqlite;

import dev.larder.storage.Expiry;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.EpochSeconds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives, extends and takes away leases. */
final class LeaseChanges {

    private final Operations operations;
    private final InstantSource clock;

    LeaseChanges(Operations operations, InstantSource clock) {
        this.operations = operations;
        this.clock = clock;
    }

    boolean acquire(LeaseName name, String owner, Duration length, @Nullable String note, int limit, Wait wait) {
        Expiry end = Expiry.after(length);
        if (limit < 1) {
            throw new IllegalArgumentException("A lease is for at least one holder, not " + limit);
        }
        return operations.write(wait, transaction -> {
            double now = transaction.now();
            if (transaction.rows().leases().countOfOthers(name, owner, now) >= limit) {
                return false;
            }
            transaction.rows().leases().put(name, owner, EpochSeconds.of(end, now), note);
            transaction.touched(name.key());
            return true;
        });
    }

    boolean extend(LeaseName name, String owner, Duration length, Wait wait) {
        Expiry end = Expiry.after(length);
        return operations.write(wait, transaction -> {
            double now = transaction.now();
            return transaction.rows().leases().extend(name, owner, EpochSeconds.of(end, now), now);
        });
    }

    boolean release(LeaseName name, String owner, Wait wait) {
        return operations.write(wait, transaction -> {
            boolean released = transaction.rows().leases().delete(name, owner);
            if (released) {
                transaction.touched(name.key());
            }
            return released;
        });
    }

    List<Lease> find(LeaseName name) {
        return operations.read(rows -> rows.leases().find(name, EpochSeconds.of(clock.instant())));
    }

    int purge(String kind, int limit, Wait wait) {
        return operations.write(
                wait, transaction -> transaction.rows().leases().deleteEnded(kind, transaction.now(), limit));
    }
}
