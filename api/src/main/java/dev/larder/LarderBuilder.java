package dev.larder;

import dev.larder.storage.Durability;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How to open a {@link Larder}. What is said here holds for each collection of it that is not asked for with options of
 * its own. Immutable: every method returns another builder.
 */
public interface LarderBuilder {

    /** What an acknowledged write survives; {@link Durability#NORMAL} if not said. */
    LarderBuilder durability(Durability durability);

    /** What time it is; the system's clock if not said. For tests. */
    LarderBuilder clock(InstantSource clock);

    /** Opens collections even on a network file system, where locks often do not work and data may be lost. */
    LarderBuilder allowNetworkFileSystem();

    /**
     * How old a file that no entry names must be before a collection's {@code repair} deletes it; 15 minutes if not
     * said.
     *
     * @throws IllegalArgumentException if {@code age} is negative
     */
    LarderBuilder checkGracePeriod(Duration age);

    /**
     * Makes using the larder or a collection of it after closing it a {@link dev.larder.storage.StoreClosedException}
     * instead of opening it again.
     */
    LarderBuilder refuseReopening();

    /**
     * Tells {@code listener} of each operation of a collection, lock or counter that takes at least so long;
     * {@link SlowOperation} says what is measured and when it is told. If it is said again, that counts.
     *
     * @throws IllegalArgumentException if {@code atLeast} is negative
     */
    LarderBuilder slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener);

    /** Opens the larder. Its directory is made when the first collection is asked for. */
    Larder open();
}
