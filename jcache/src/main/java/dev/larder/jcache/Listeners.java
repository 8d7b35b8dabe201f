package dev.larder.jcache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;

/** The listeners of a cache. */
final class Listeners<K, V> implements AutoCloseable {

    private final Executor workers;
    private final List<Listener<K, V>> registered = new CopyOnWriteArrayList<>();

    Listeners(Executor workers) {
        this.workers = workers;
    }

    boolean isEmpty() {
        return registered.isEmpty();
    }

    void register(CacheEntryListenerConfiguration<K, V> configuration) {
        registered.add(new Listener<>(configuration, workers));
    }

    void deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        List<Listener<K, V>> leaving = registered.stream()
                .filter(listener -> listener.configuration().equals(configuration))
                .toList();
        registered.removeAll(leaving);
        Closing.all(leaving);
    }

    /**
     * Tells all of them, also if one fails.
     *
     * @throws CacheEntryListenerException of the first that was synchronous and failed
     */
    void tell(List<EntryEvent<K, V>> events) {
        CacheEntryListenerException failure = null;
        for (List<EntryEvent<K, V>> ofOneType : runs(events)) {
            for (Listener<K, V> listener : registered) {
                try {
                    listener.tell(ofOneType);
                } catch (CacheEntryListenerException e) {
                    if (failure == null) {
                        failure = e;
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** The events in their order, those of one type that follow each other together. */
    private static <K, V> List<List<EntryEvent<K, V>>> runs(List<EntryEvent<K, V>> events) {
        List<List<EntryEvent<K, V>>> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= events.size(); i++) {
            if (i == events.size()
                    || events.get(i).getEventType() != events.get(start).getEventType()) {
                runs.add(events.subList(start, i));
                start = i;
            }
        }
        return runs;
    }

    @Override
    public void close() {
        Closing.all(registered);
        registered.clear();
    }
}
