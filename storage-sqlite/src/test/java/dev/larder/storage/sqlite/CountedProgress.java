package dev.larder.storage.sqlite;

/** Counts what it is told. */
final class CountedProgress implements ReshardingProgress {

    int finishing;
    long expected;
    long copied;

    @Override
    public void finishing() {
        finishing++;
    }

    @Override
    public void copying(long rows) {
        expected += rows;
    }

    @Override
    public void copied(long rows) {
        copied += rows;
    }
}
