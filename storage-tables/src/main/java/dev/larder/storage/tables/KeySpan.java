package dev.larder.storage.tables;

import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A range of keys as it is bound: from {@code low}, inclusive, to {@code high}, exclusive, in the order of their
 * {@linkplain KeyCode codes}.
 */
record KeySpan(KeyCode low, KeyCode high) {

    /** Less than the code of every key. */
    private static final byte[] LEAST = {};

    /** Greater than the code of every key. */
    private static final byte[] GREATEST = {(byte) 0xFF};

    static KeySpan of(KeyRange range) {
        return new KeySpan(edge(range.from(), LEAST, false), edge(range.to(), GREATEST, true));
    }

    /** @param withKey whether the edge is behind the key if that is inclusive, not before it */
    private static KeyCode edge(KeyRange.@Nullable Bound bound, byte[] none, boolean withKey) {
        if (bound == null) {
            return KeyCode.split(0, none);
        }
        return bound.inclusive() == withKey ? behind(bound.key()) : KeyCode.of(bound.key());
    }

    /** The code next to that of the key. */
    private static KeyCode behind(Key key) {
        byte[] bytes = KeyCode.bytes(key);
        return KeyCode.split(0, Arrays.copyOf(bytes, bytes.length + 1));
    }
}
