package dev.larder.jcache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** A registered listener with its filter. */
final class Listener<K, V> implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Listener.class.getName());

    private final CacheEntryListenerConfiguration<K, V> configuration;
    private final CacheEntryListener<? super K, ? super V> listener;
    private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;
    private final Executor executor;

    /** @param workers run it if it is not synchronous */
    Listener(CacheEntryListenerConfiguration<K, V> configuration, Executor workers) {
        this.configuration = configuration;
        listener = configuration.getCacheEntryListenerFactory().create();
        Factory<CacheEntryEventFilter<? super K, ? super V>> filters = configuration.getCacheEntryEventFilterFactory();
        filter = filters == null ? null : filters.create();
        executor = configuration.isSynchronous() ? Runnable::run : new InTurn(workers);
    }

    CacheEntryListenerConfiguration<K, V> configuration() {
        return configuration;
    }

    /**
     * Tells it of events of one type, if it listens to that; one that is not synchronous later.
     *
     * @throws CacheEntryListenerException if it is synchronous and fails
     */
    void tell(List<EntryEvent<K, V>> events) {
        EventType type = events.get(0).getEventType();
        if (!listensTo(type)) {
            return;
        }
        List<EntryEvent<K, V>> complete =
                events.stream().filter(this::isComplete).toList();
        if (configuration.isSynchronous()) {
            tellNow(type, complete);
        } else {
            executor.execute(() -> tellLater(type, complete));
        }
    }

    /** Whether there is an old value if the listener is not to be told without. */
    private boolean isComplete(EntryEvent<K, V> event) {
        return event.isOldValueAvailable()
                || event.getEventType() == EventType.CREATED
                || !configuration.isOldValueRequired();
    }

    private boolean listensTo(EventType type) {
        return switch (type) {
            case CREATED -> listener instanceof CacheEntryCreatedListener;
            case UPDATED -> listener instanceof CacheEntryUpdatedListener;
            case REMOVED -> listener instanceof CacheEntryRemovedListener;
            case EXPIRED -> listener instanceof CacheEntryExpiredListener;
        };
    }

    private void tellLater(EventType type, List<EntryEvent<K, V>> events) {
        try {
            tellNow(type, events);
        } catch (CacheEntryListenerException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener that is not synchronous failed", e);
        }
    }

    private void tellNow(EventType type, List<EntryEvent<K, V>> events) {
        try {
            List<CacheEntryEvent<? extends K, ? extends V>> wanted = new ArrayList<>();
            for (EntryEvent<K, V> event : events) {
                if (filter == null || filter.evaluate(event)) {
                    wanted.add(event);
                }
            }
            if (!wanted.isEmpty()) {
                tellWanted(type, wanted);
            }
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheEntryListenerException("A listener or its filter failed: " + e, e);
        }
    }

    // a listener of supertypes takes events of K and V: it only reads what they hand out
    @SuppressWarnings("unchecked")
    private void tellWanted(EventType type, List<CacheEntryEvent<? extends K, ? extends V>> events) {
        switch (type) {
            case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
            case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
            case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
            case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
        }
    }

    /** Closes the listener and its filter, if they can be, after what it is to be told of. */
    @Override
    public void close() {
        executor.execute(() -> Closing.all(Closing.closeable(listener, filter)));
    }
}
