package dev.larder.codec;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Keys that are all known from the start, and therefore checked at the start. Never prints a key. */
final class FixedKeys implements EncryptionKeys {

    private final String currentId;
    private final Map<String, SecretKey> keys;

    FixedKeys(String currentId, Map<String, SecretKey> keys) {
        Objects.requireNonNull(currentId, "currentId");
        if (!keys.containsKey(currentId)) {
            throw new IllegalArgumentException(
                    "There is no key with the current id '" + currentId + "', only with " + keys.keySet());
        }
        keys.forEach(FixedKeys::requireUsable);
        this.currentId = currentId;
        this.keys = keys;
    }

    private static void requireUsable(String id, SecretKey key) {
        if (id.getBytes(StandardCharsets.UTF_8).length > EncryptedCodec.MAX_ID_BYTES) {
            throw new IllegalArgumentException(
                    "The id '" + id + "' of a key is longer than " + EncryptedCodec.MAX_ID_BYTES + " bytes");
        }
        byte[] material = key.getEncoded();
        // A key in a hardware module does not give its bytes away.
        boolean aes = key.getAlgorithm().equalsIgnoreCase("AES")
                && (material == null || material.length == 16 || material.length == 24 || material.length == 32);
        if (!aes) {
            throw new IllegalArgumentException(
                    "The key with id '" + id + "' is not an AES key of 128, 192 or 256 bits, but " + key.getAlgorithm()
                            + (material == null ? "" : " of " + 8 * material.length + " bits"));
        }
    }

    @Override
    public String currentId() {
        return currentId;
    }

    @Override
    public @Nullable SecretKey key(String id) {
        return keys.get(id);
    }
}
