package dev.larder.codec;

import java.util.Map;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which values are encrypted and read back. Each value carries the id of its key, so that keys can be
 * rotated: new values get the current key, older ones stay readable as long as theirs is known.
 *
 * <p>Implementations are safe for use by several threads; what they throw passes through the cache's operation. One key
 * should not encrypt more than some billions of values, because nonces are random.
 */
public interface EncryptionKeys {

    /**
     * The id of the key for new values: at most 255 bytes in UTF-8, not secret. It may change while values are written.
     */
    String currentId();

    /** The AES key with this id, or null if there is none. */
    @Nullable
    SecretKey key(String id);

    /**
     * One key, whose id is empty.
     *
     * @throws IllegalArgumentException if {@code key} is not an AES key
     */
    static EncryptionKeys of(SecretKey key) {
        return of("", Map.of("", key));
    }

    /**
     * Several keys by their ids.
     *
     * @param currentId the id of the key for new values
     * @throws IllegalArgumentException if {@code keys} does not have {@code currentId}, an id is too long, or a key is
     *     not an AES key
     */
    static EncryptionKeys of(String currentId, Map<String, SecretKey> keys) {
        return new FixedKeys(currentId, Map.copyOf(keys));
    }
}
