package dev.larder;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a store is asked for, whether or not its statistics are on. Safe for use by many threads. */
final class StoreUse {

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder timeouts = new LongAdder();

    void read(boolean found) {
        (found ? hits : misses).increment();
    }

    void read(int asked, int found) {
        hits.add(found);
        misses.add(asked - found);
    }

    void put(int values) {
        puts.add(values);
    }

    void timedOut() {
        timeouts.increment();
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }

    long puts() {
        return puts.sum();
    }

    long timeouts() {
        return timeouts.sum();
    }
}
