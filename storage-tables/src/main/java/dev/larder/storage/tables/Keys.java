package dev.larder.storage.tables;

import dev.larder.storage.Key;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Several keys, each once. */
final class Keys {

    private Keys() {}

    /** One spelling of each key, in their order. */
    static Set<Key> canonical(Collection<Key> keys) {
        Set<Key> canonical = new LinkedHashSet<>();
        keys.forEach(key -> canonical.add(key.canonical()));
        return canonical;
    }

    /** Their heads, by which they are looked for; whoever finds rows compares the keys. */
    static byte[][] heads(Collection<Key> keys) {
        return keys.stream().map(key -> KeyCode.of(key).head()).toArray(byte[][]::new);
    }
}
