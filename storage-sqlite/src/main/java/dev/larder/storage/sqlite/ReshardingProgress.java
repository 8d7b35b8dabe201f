package dev.larder.storage.sqlite;

/** Told how far a resharding has come, by the thread that does the work. */
public interface ReshardingProgress {

    /** An earlier run, which was stopped after its shards were complete, is brought to its end first. */
    void finishing();

    /** So many entries are going to be copied. */
    void copying(long rows);

    /** So many more of them have been copied. */
    void copied(long rows);
}
