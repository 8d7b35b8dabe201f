package dev.larder.storage.sqlite;

/** A point that a resharding has reached: what it has done before lasts if it is killed there. */
enum ReshardingStep {
    /** It is known what is there; others may still come and go. */
    LOOKED,
    /** Nobody else can open any database below the directory. */
    HELD,
    /** The old directory has its other name. */
    SET_ASIDE,
    /** Its place is taken, so that nobody can make a new one. */
    PLACE_TAKEN,
    /** What an earlier run left half-built is gone. */
    CLEARED,
    /** The new shards are there, without rows. */
    SHARDS_MADE,
    /** All rows of one old shard have been copied. */
    SHARD_COPIED,
    /** The new shards are complete and on the device. */
    BUILT,
    /** The new directory is marked as complete. */
    MARKED,
    /** One of the things beside the shards has moved to the new directory. */
    COLLECTION_MOVED,
    /** The place is free for the new directory. */
    PLACE_FREED,
    /** The new directory has the name of the old one. */
    IN_PLACE,
    /** The old directory has a name that says it is not needed. */
    DISCARDED,
    /** It is gone. */
    DELETED,
    /** The mark is gone, and with it the last trace. */
    DONE
}
