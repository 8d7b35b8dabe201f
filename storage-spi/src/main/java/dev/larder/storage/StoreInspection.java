package dev.larder.storage;

import java.util.List;
import java.util.function.UnaryOperator;

/** What a store says of itself. {@link Store} says what holds for all methods. */
public interface StoreInspection {

    /** Number of rows, expired ones included. */
    long count();

    /** The greatest position in insertion order that a row has, or 0 for an empty store. */
    long lastPosition();

    /** {@link Totals#volume()} alone, which waits for nobody. */
    long volume();

    /** All sums, after writing accesses that are still buffered. */
    Totals totals();

    /** Sets hits and misses to zero and returns the sums from just before. */
    Totals resetStatistics(Wait wait);

    /** What this store object has done; waits for nobody, and is told after closing too. */
    StoreActivity activity();

    /** The settings as they were at most one second ago, whichever process changed them. */
    Settings settings();

    /**
     * Writes those settings that differ from what the store has and puts them into force here, at once, and in other
     * processes that use Larder within one second; indexes that a policy or the tag index needs are made or dropped.
     * Python processes keep what they read at opening.
     *
     * @throws IllegalArgumentException if a setting that {@link Setting} knows has a value it cannot have; nothing
     *     changes
     */
    default void changeSettings(Settings changes, Wait wait) {
        changeSettings(before -> changes, wait);
    }

    /**
     * As {@link #changeSettings(Settings, Wait)}, with changes that depend on the settings before; nobody changes them
     * in between.
     *
     * @param change is given the settings that the store has and returns those to write; it may be called more than
     *     once and must have no effects elsewhere
     */
    void changeSettings(UnaryOperator<Settings> change, Wait wait);

    /**
     * Compares counters, rows and files. Other threads and processes may go on; what they are just doing is not
     * reported.
     *
     * @param repair whether to put right what can be
     * @return what is wrong, empty if nothing is
     */
    List<Finding> verify(boolean repair, Wait wait);
}
