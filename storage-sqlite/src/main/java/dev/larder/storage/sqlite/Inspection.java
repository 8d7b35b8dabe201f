package dev.larder.storage.sqlite;

import dev.larder.storage.Totals;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Counters;
import java.sql.SQLException;

/** What the store says of itself. */
final class Inspection {

    private final Operations operations;
    private final AccessLog accesses;
    private final Wait flushWait;

    /** @param flushWait how long writing what is buffered may wait */
    Inspection(Operations operations, AccessLog accesses, Wait flushWait) {
        this.operations = operations;
        this.accesses = accesses;
        this.flushWait = flushWait;
    }

    long count() {
        return operations.read(rows -> rows.counters().count());
    }

    long lastPosition() {
        return operations.read(rows -> rows.counters().lastPosition());
    }

    long volume() {
        return operations.readOneState(rows -> rows.counters().volume().used());
    }

    Totals totals() {
        accesses.flush(flushWait);
        return operations.readOneState(Inspection::totals);
    }

    Totals resetStatistics(Wait wait) {
        return operations.write(wait, transaction -> {
            accesses.flushInto(transaction);
            Totals before = totals(transaction.rows());
            transaction.rows().counters().resetAccesses();
            return before;
        });
    }

    private static Totals totals(Rows rows) throws SQLException {
        Counters.Values counters = rows.counters().values();
        Counters.Volume volume = rows.counters().volume();
        return new Totals(
                counters.count(),
                counters.size(),
                counters.hits(),
                counters.misses(),
                volume.used(),
                volume.allocated());
    }
}
