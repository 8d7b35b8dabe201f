package dev.larder.storage.tables;

import dev.larder.storage.Cull;
import dev.larder.storage.Key;
import java.util.Collection;
import java.util.List;

/** What is to be swept when a transaction is committed, for all its writes together. Used by one thread. */
final class Sweep {

    private final Sweeps sweeps;
    private Cull cull = Cull.NONE;
    private Collection<Key> written = List.of();
    private int rows;

    Sweep(Sweeps sweeps) {
        this.sweeps = sweeps;
    }

    /** Takes note of a write, for which as many rows go as it may trim. */
    void add(Cull forIt, Collection<Key> keys) {
        cull = forIt;
        written = keys;
        rows = Math.min(Sweeps.MOST_ROWS, rows + Math.min(Sweeps.MOST_ROWS, forIt.limit()));
    }

    void run() {
        sweeps.run(cull, written, rows);
    }
}
