package dev.larder.jcache;

import dev.larder.Entry;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** What happens in one transaction, and is to be counted and told when it has been committed. Used by one thread. */
final class Change<K, V> {

    private final Cache<K, V> source;
    private final EventOrder<K>.@Nullable Place place;
    private final List<EntryEvent<K, V>> events = new ArrayList<>();
    private final Tally tally = new Tally();
    private @Nullable RuntimeException failure;

    /** @param place where in the order of events it is, or null if there is nobody to tell */
    Change(Cache<K, V> source, EventOrder<K>.@Nullable Place place) {
        this.source = source;
        this.place = place;
    }

    Tally tally() {
        return tally;
    }

    List<EntryEvent<K, V>> events() {
        return events;
    }

    void created(K key, V value) {
        record(EventType.CREATED, key, value, null);
    }

    void updated(Entry<K, V> before, V value) {
        record(EventType.UPDATED, before.key(), value, before.value());
    }

    void removed(Entry<K, V> before) {
        record(EventType.REMOVED, before.key(), before.value(), before.value());
    }

    void expired(K key, V value) {
        record(EventType.EXPIRED, key, value, value);
    }

    private void record(EventType type, K key, V value, @Nullable V oldValue) {
        if (place != null) {
            place.take(key);
            events.add(new EntryEvent<>(source, type, key, value, oldValue));
        }
    }

    /** Throws this when the transaction has been committed, if it is not null: what has been done stays. */
    void failAfterwards(@Nullable RuntimeException thrown) {
        failure = thrown;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** Nothing of it has happened. */
    void giveUp() {
        if (place != null) {
            place.leave();
        }
    }

    /** Tells the listeners in the order of events. */
    void tell(Runnable listeners) {
        if (place != null) {
            place.tell(listeners);
        }
    }
}
