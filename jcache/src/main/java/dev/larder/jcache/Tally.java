package dev.larder.jcache;

/** What one operation has met. Used by one thread. */
final class Tally {

    private long hits;
    private long misses;
    private long puts;
    private long removals;

    void hit() {
        hits++;
    }

    void miss() {
        misses++;
    }

    void put() {
        puts++;
    }

    void removal() {
        removals++;
    }

    long hits() {
        return hits;
    }

    long misses() {
        return misses;
    }

    long puts() {
        return puts;
    }

    long removals() {
        return removals;
    }
}
