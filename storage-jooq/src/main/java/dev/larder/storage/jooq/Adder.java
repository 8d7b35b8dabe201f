package dev.larder.storage.jooq;

import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Adds to numbers in place. Expects a transaction around it. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Adder {

    private final Session session;

    public Adder(Session session) {
        this.session = session;
    }

    /**
     * Adds {@code delta} to the number under {@code key}, or to {@code initial} when there is no live row; expiry, tag
     * and place of a live row stay, and the addition counts as an access under {@code policy}.
     *
     * @return null if there is no live row and no initial value
     * @throws ArithmeticException if integers add up to more than 64 bits; nothing changes
     * @throws SerializationException if the live value is not a number; nothing changes
     */
    public @Nullable Added add(Key key, Scalar delta, @Nullable Scalar initial, EvictionPolicy policy, double now)
            throws SQLException {
        throw new UnsupportedOperationException();
    }
}
