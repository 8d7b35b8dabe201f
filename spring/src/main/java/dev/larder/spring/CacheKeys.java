package dev.larder.spring;

import dev.larder.Counter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one cache in its store.
 *
 * @param form of each key
 * @param prefix of all of them
 * @param version counts the versions, or null if there are none
 */
record CacheKeys(KeyForm form, String prefix, @Nullable Counter version) {

    String of(Object key) {
        String text = form.of(Objects.requireNonNull(key, "key"));
        return version == null ? prefix + text : prefix + version.get() + ':' + text;
    }
}
