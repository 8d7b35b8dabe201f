package dev.larder.storage;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An open store: one collection of rows. What rows mean is decided above; a store executes.
 *
 * <p>Safe for use by many threads, and by several processes where {@link Capability#MULTIPLE_PROCESSES} is given. Each
 * method is atomic by itself across all of them: others see all of its effect or nothing, also after a crash. When a
 * method throws, the store is as if it had not been called, unless the method says otherwise. What a method
 * acknowledged survives as {@link Durability} says.
 *
 * <p>Every method may throw, beside what it names: {@link StoreClosedException} when the store is closed, before doing
 * anything; {@link CorruptStoreException} when it meets damage; {@link StorageException} for other failures of the
 * database or the disk; and every method that takes a {@link Wait} or writes throws {@link LarderTimeoutException} when
 * it had to wait longer, and {@link StoreFullException} when there is no room.
 */
public interface Store
        extends EntryStore,
                PinStore,
                SequenceStore,
                LeaseStore,
                WorkQueueStore,
                ChangeSignal,
                StoreInspection,
                AutoCloseable {

    /** What this store can do. */
    Set<Capability> capabilities();

    /** The directory in which it lives, if it lives in one. */
    Optional<Path> directory();

    /**
     * Runs several methods as one: all effects together or none. Methods that {@code work} calls on this store, on the
     * same thread, take part: they see the effects of those before. A transaction inside another joins it. When
     * {@code work} throws, all is rolled back and the exception passes through unchanged; this holds for a joined
     * transaction too, which then lets the outer one go on or fail as it decides, but with the effects of the inner one
     * in place if the outer one catches the exception.
     *
     * <p>The result is that of some serial order of transactions. {@code work} may be run again if the storage has to
     * resolve a conflict, so it must have no effects elsewhere. Readers are not kept waiting; a storage with a single
     * writer keeps other writers waiting.
     *
     * @param wait bound on waiting for the right to start, forever for none
     */
    <T> T transact(Wait wait, Supplier<T> work);

    /**
     * Waits for running methods, writes what is buffered, and closes. Closing twice has no effect. Streams of open
     * blobs stay readable; whoever waits for a change is woken with a {@link StoreClosedException}.
     */
    @Override
    void close();
}
