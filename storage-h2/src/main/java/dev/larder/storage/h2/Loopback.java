package dev.larder.storage.h2;

import dev.larder.storage.StorageException;
import org.h2.engine.SysProperties;

/** Keeps the server of a shared file to this machine. */
final class Loopback {

    private static final String PROPERTY = "h2.bindAddress";

    private Loopback() {}

    /**
     * Sees to it that H2 listens at the loopback address only. It would listen at all addresses, and reads what it is
     * told about that once, when its first class is used. What the application has set itself is left as it is.
     *
     * @throws StorageException if H2 has been in use before without being told
     */
    static void require() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "localhost");
        }
        if (SysProperties.BIND_ADDRESS == null) {
            throw new StorageException(
                    "H2.sharedFile would let H2 listen at every address of this machine, because H2 has been in use in"
                            + " this JVM before; start the JVM with -D" + PROPERTY + "=localhost",
                    null);
        }
    }
}
