package dev.larder.storage;

import java.time.Duration;

/** Values as files that stay for a while. {@link Store} says what holds for all methods. */
public interface PinStore {

    /**
     * Makes a file that holds exactly the bytes of {@code value} and stays until the lease ends, whatever becomes of
     * the entry. Where the value is a file, this is a second name for it if the file system allows that, which takes no
     * room; otherwise it is a copy. Needs no lock, and waits for nobody.
     *
     * <p>It is no part of a transaction: the file is there at once, and stays when the transaction is rolled back.
     *
     * @param value an open blob of this store; it stays open
     * @param lease how long the file is to stay, at least
     * @throws IllegalArgumentException if {@code lease} is not positive, or ends after the year 9999
     * @throws UnsupportedOperationException if the store lacks {@link Capability#VALUE_FILES}
     */
    default PinnedFile pin(Blob value, Duration lease) {
        throw new UnsupportedOperationException(
                "This store keeps values in a database and has no directory for files; read the value as a stream");
    }
}
