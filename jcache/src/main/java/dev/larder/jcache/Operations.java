package dev.larder.jcache;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.WriteOptions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.cache.CacheException;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/**
 * What the operations of the specification do to one entry, inside a transaction on the store: when the expiry policy
 * is asked, what the writer is handed, what is counted and told.
 *
 * @param store where entries are
 */
record Operations<K, V>(Cache<K, V> store, Expiries expiries, Writing<K, V> writing) {

    Optional<Entry<K, V>> find(K key) {
        return store.entry(key);
    }

    /** Reads for a caller: counts a hit or a miss. */
    private @Nullable Entry<K, V> look(Change<K, V> change, K key) {
        Optional<Entry<K, V>> found = find(key);
        if (found.isPresent()) {
            change.tally().hit();
        } else {
            change.tally().miss();
        }
        return found.orElse(null);
    }

    // ---- what operations are made of

    /** Stores a value where there is none, unless it has expired by then. */
    void create(Change<K, V> change, K key, V value) {
        WriteOptions options = expiries.creation();
        if (options != null) {
            store.set(key, value, options);
            change.created(key, value);
            change.tally().put();
        }
    }

    private void update(Change<K, V> change, Entry<K, V> before, V value) {
        WriteOptions options = expiries.update(before.expiry());
        if (options != null) {
            store.set(before.key(), value, options);
            change.updated(before, value);
        } else {
            store.delete(before.key());
            change.updated(before, value);
            change.expired(before.key(), value);
        }
        change.tally().put();
    }

    /** Stores a value, of which the writer knows or is not to know. */
    void store(Change<K, V> change, K key, V value) {
        store(change, key, value, find(key).orElse(null));
    }

    private void store(Change<K, V> change, K key, V value, @Nullable Entry<K, V> before) {
        if (before == null) {
            create(change, key, value);
        } else {
            update(change, before, value);
        }
    }

    private void write(Change<K, V> change, K key, V value, @Nullable Entry<K, V> before) {
        writing.write(key, value);
        store(change, key, value, before);
    }

    private void drop(Change<K, V> change, Entry<K, V> before) {
        store.delete(before.key());
        change.removed(before);
        change.tally().removal();
    }

    private boolean remove(Change<K, V> change, K key, @Nullable Entry<K, V> before) {
        writing.delete(key);
        if (before == null) {
            return false;
        }
        drop(change, before);
        return true;
    }

    private void access(Change<K, V> change, Entry<K, V> entry) {
        Duration duration = expiries.access();
        if (duration != null) {
            access(change, entry, duration);
        }
    }

    /** An entry that is there has been read and is to live on for so long. */
    void access(Change<K, V> change, Entry<K, V> entry, Duration duration) {
        if (duration.isEternal()) {
            store.touch(entry.key());
        } else if (duration.isZero()) {
            store.delete(entry.key());
            change.expired(entry.key(), entry.value());
        } else {
            store.touch(entry.key(), Expiries.length(duration));
        }
    }

    private static <V> @Nullable V value(@Nullable Entry<?, V> entry) {
        return entry == null ? null : entry.value();
    }

    // ---- writing

    /** Returns whether there was an entry. */
    boolean put(Change<K, V> change, K key, V value) {
        Entry<K, V> before = find(key).orElse(null);
        write(change, key, value, before);
        return before != null;
    }

    @Nullable
    V getAndPut(Change<K, V> change, K key, V value) {
        Entry<K, V> before = look(change, key);
        write(change, key, value, before);
        return value(before);
    }

    boolean putIfAbsent(Change<K, V> change, K key, V value) {
        if (look(change, key) != null) {
            return false;
        }
        write(change, key, value, null);
        return true;
    }

    boolean replace(Change<K, V> change, K key, V expected, V value) {
        Entry<K, V> before = look(change, key);
        if (before == null || !isStill(change, before, expected)) {
            return false;
        }
        write(change, key, value, before);
        return true;
    }

    @Nullable
    V getAndReplace(Change<K, V> change, K key, V value) {
        Entry<K, V> before = look(change, key);
        if (before != null) {
            write(change, key, value, before);
        }
        return value(before);
    }

    /** Whether the entry has this value; one that has not has been read for nothing, which counts as an access. */
    private boolean isStill(Change<K, V> change, Entry<K, V> entry, V expected) {
        if (Objects.deepEquals(entry.value(), expected)) {
            return true;
        }
        access(change, entry);
        return false;
    }

    /** Stores what the writer has written; what it has thrown is thrown after that. Returns how many were stored. */
    int putAll(Change<K, V> change, Map<K, V> entries) {
        Writing.Outcome<K> outcome = writing.writeAll(entries);
        change.failAfterwards(outcome.failure());
        entries.forEach((key, value) -> {
            if (!outcome.left().contains(key)) {
                store(change, key, value);
            }
        });
        return entries.size() - outcome.left().size();
    }

    // ---- removing

    boolean remove(Change<K, V> change, K key) {
        return remove(change, key, find(key).orElse(null));
    }

    boolean remove(Change<K, V> change, K key, V expected) {
        Entry<K, V> before = look(change, key);
        return before != null && isStill(change, before, expected) && remove(change, key, before);
    }

    @Nullable
    V getAndRemove(Change<K, V> change, K key) {
        Entry<K, V> before = look(change, key);
        remove(change, key, before);
        return value(before);
    }

    /** As {@link #removePresent}, but the writer is handed keys too that have no entry. */
    long removeAll(Change<K, V> change, Collection<K> keys) {
        return drop(change, keys, writing.deleteAll(keys));
    }

    /**
     * Removes the entries that are there, and that the writer has deleted; what it has thrown is thrown after that.
     * Returns how many were removed.
     */
    long removePresent(Change<K, V> change, Collection<K> keys) {
        List<K> present = keys.stream().filter(key -> find(key).isPresent()).toList();
        return drop(change, present, writing.deleteAll(present));
    }

    private long drop(Change<K, V> change, Collection<K> keys, Writing.Outcome<K> outcome) {
        change.failAfterwards(outcome.failure());
        long before = change.tally().removals();
        for (K key : keys) {
            if (!outcome.left().contains(key)) {
                find(key).ifPresent(entry -> drop(change, entry));
            }
        }
        return change.tally().removals() - before;
    }

    // ---- entry processors

    /**
     * Runs an entry processor and does what it has said.
     *
     * @param loader loads the value when the processor asks for one that is not there, or null
     */
    <T> @Nullable T process(
            Change<K, V> change,
            K key,
            EntryProcessor<K, V, T> processor,
            @Nullable Loader<K, V> loader,
            Object... arguments) {
        Entry<K, V> before = look(change, key);
        ProcessedEntry<K, V> entry = new ProcessedEntry<>(key, before, loader);
        T result = run(processor, entry, arguments);
        switch (entry.outcome()) {
            case NONE -> {}
            case ACCESS -> access(change, Objects.requireNonNull(before));
            case LOAD -> create(change, key, entry.newValue());
            case CREATE, UPDATE -> write(change, key, entry.newValue(), before);
            case REMOVE -> remove(change, key, before);
        }
        return result;
    }

    private static <K, V, T> @Nullable T run(
            EntryProcessor<K, V, T> processor, ProcessedEntry<K, V> entry, Object... arguments) {
        try {
            return processor.process(entry, arguments);
        } catch (CacheException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EntryProcessorException("The entry processor failed: " + e, e);
        }
    }
}
