package dev.larder;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Row;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long loading a value took, kept beside its row: in the note of a lease that nobody wants to have, whose owner is
 * the version of the row, so that it says nothing about a value that was stored later.
 */
record LoadTimes(Shard shard, Key key, Wait bound) {

    static final String KIND = "took";

    private static final double MOST_SECONDS = 1e9;

    private LeaseName name() {
        return new LeaseName(KIND, key);
    }

    private static String owner(double version) {
        return Long.toHexString(Double.doubleToRawLongBits(version));
    }

    /** Stores a row if the condition holds, and how long it took. */
    void store(Item item, Condition condition, long nanos, double now) {
        ReopeningStore store = shard.store();
        store.transact(Operation.SET, bound, () -> {
            if (shard.store(key, item, condition, null, bound).stored()) {
                for (Lease old : store.leases(name())) {
                    store.releaseLease(name(), old.owner(), bound);
                }
                Row row = store.find(key, Fetch.METADATA, Access.IGNORE);
                if (row != null && row.expireTime() < Double.POSITIVE_INFINITY) {
                    double left = Math.min(MOST_SECONDS, Math.max(0, row.expireTime() - now));
                    Duration length = Duration.ofNanos((long) (left * 1e9));
                    store.acquireLease(
                            name(), owner(row.storeTime()), length, Long.toString(nanos), Integer.MAX_VALUE, bound);
                }
            }
            return true;
        });
    }

    /** How many nanoseconds loading a row took, if that is known. */
    OptionalLong of(Row row) {
        String owner = owner(row.storeTime());
        for (Lease lease : shard.store().leases(name())) {
            if (lease.owner().equals(owner) && lease.note() != null) {
                return parse(lease.note());
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong parse(String note) {
        try {
            return OptionalLong.of(Long.parseLong(note));
        } catch (NumberFormatException somebodyElsesNote) {
            return OptionalLong.empty();
        }
    }
}
