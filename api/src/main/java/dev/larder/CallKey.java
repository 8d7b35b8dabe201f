package dev.larder;

import dev.larder.internal.pickle.Pickle;
import dev.larder.internal.pickle.Tuple;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The key of one call of a memoized function. Python writes equal parts of a call in two ways, depending on whether
 * they are one object, so an entry that is not under one key may be under another.
 */
final class CallKey {

    private final Tuple call;
    private final int protocol;
    private final Key key;

    CallKey(Tuple call, int protocol) {
        this.call = call;
        this.protocol = protocol;
        this.key = pickled(Pickle.key(call, protocol));
    }

    private static Key pickled(byte[] pickle) {
        return new Key(Scalar.of(pickle), true);
    }

    /** Where to look first, and to store. */
    Key key() {
        return key;
    }

    /** Where else Python may have stored the same call, or null if there is only one way to write it. Made anew. */
    @Nullable
    Key shared() {
        Key shared = pickled(Pickle.sharedKey(call, protocol));
        return shared.equals(key) ? null : shared;
    }
}
