package dev.larder.cli.demo;

/**
 * How files fared in a pass.
 *
 * @param found known from the cache
 * @param learned read from the disk
 * @param unreadable neither
 */
record Tally(long found, long learned, long unreadable) {

    static final Tally NONE = new Tally(0, 0, 0);
    static final Tally FOUND = new Tally(1, 0, 0);
    static final Tally LEARNED = new Tally(0, 1, 0);
    static final Tally UNREADABLE = new Tally(0, 0, 1);

    Tally plus(Tally other) {
        return new Tally(found + other.found, learned + other.learned, unreadable + other.unreadable);
    }

    long files() {
        return found + learned + unreadable;
    }
}
