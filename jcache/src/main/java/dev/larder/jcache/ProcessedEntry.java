package dev.larder.jcache;

import dev.larder.Entry;
import java.util.Objects;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** The entry that an entry processor is given: remembers what is to be done when the processor has returned. */
final class ProcessedEntry<K, V> implements MutableEntry<K, V> {

    /** What is to be done. */
    enum Outcome {
        NONE,
        ACCESS,
        LOAD,
        CREATE,
        UPDATE,
        REMOVE
    }

    private final K key;
    private final @Nullable Entry<K, V> before;
    private final @Nullable Loader<K, V> loader;
    private @Nullable V value;
    private Outcome outcome = Outcome.NONE;

    /**
     * @param before the entry that is there, or null
     * @param loader loads the value when it is asked for and not there, or null
     */
    ProcessedEntry(K key, @Nullable Entry<K, V> before, @Nullable Loader<K, V> loader) {
        this.key = key;
        this.before = before;
        this.loader = loader;
        value = before == null ? null : before.value();
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public boolean exists() {
        return value != null;
    }

    @Override
    public @Nullable V getValue() {
        if (outcome == Outcome.NONE) {
            if (before != null) {
                outcome = Outcome.ACCESS;
            } else if (loader != null) {
                value = loader.load(key);
                outcome = value == null ? Outcome.NONE : Outcome.LOAD;
            }
        }
        return value;
    }

    @Override
    public void setValue(V value) {
        this.value = Objects.requireNonNull(value, "value");
        outcome = before == null ? Outcome.CREATE : Outcome.UPDATE;
    }

    @Override
    public void remove() {
        value = null;
        // what was only in the processor's hands has never been anywhere else
        outcome = outcome == Outcome.CREATE || outcome == Outcome.LOAD ? Outcome.NONE : Outcome.REMOVE;
    }

    Outcome outcome() {
        return outcome;
    }

    /** What the entry is to have; there is one unless it is to be removed. */
    V newValue() {
        return Objects.requireNonNull(value);
    }

    @Override
    public <T> T unwrap(Class<T> clazz) {
        return Unwrapping.of(clazz, this);
    }
}
