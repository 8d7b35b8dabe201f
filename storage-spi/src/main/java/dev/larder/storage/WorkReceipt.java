package dev.larder.storage;

import java.io.Serializable;
import java.util.Objects;

/**
 * What the holder of an item shows to settle it. Each delivery has another one, which nobody can guess.
 *
 * @param id of the item
 * @param token of the delivery
 */
public record WorkReceipt(long id, String token) implements Serializable {
    public WorkReceipt {
        Objects.requireNonNull(token, "token");
    }
}
