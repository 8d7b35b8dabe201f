package dev.larder;

import dev.larder.storage.Key;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The loads that are under way in this process: for each key one at a time, for which all others wait. */
final class Flights<V> {

    private final Map<Address, Flight<V>> flights = new ConcurrentHashMap<>();

    /** For whose load each thread waits. */
    private final Map<Thread, Flight<V>> waiting = new ConcurrentHashMap<>();

    /** How often the cache was closed. */
    private final AtomicLong closings = new AtomicLong();

    /** One load. */
    private static final class Flight<V> {

        private final Thread loader = Thread.currentThread();
        private final CountDownLatch landed = new CountDownLatch(1);
        private volatile Loaded<V> result = new Loaded.GivenUp<>();
    }

    /**
     * What a thread got.
     *
     * @param isOwn whether it did the load itself
     */
    record Landing<V>(Loaded<V> loaded, boolean isOwn) {}

    /**
     * Runs {@code load}, or waits for the thread that does so already.
     *
     * @throws IllegalStateException if that would wait for this thread
     * @throws CancellationException if this thread is interrupted while it waits, which keeps the interrupt
     */
    Landing<V> join(Address address, Supplier<Loaded<V>> load) {
        while (true) {
            Flight<V> own = new Flight<>();
            Flight<V> other = flights.putIfAbsent(address, own);
            if (other == null) {
                return new Landing<>(land(address, own, load), true);
            }
            Loaded<V> result = await(other, address.key());
            if (!(result instanceof Loaded.GivenUp)) {
                return new Landing<>(result, false);
            }
        }
    }

    /** Runs {@code load} unless another thread does so already. */
    void tryAlone(Address address, Supplier<Loaded<V>> load) {
        Flight<V> own = new Flight<>();
        if (flights.putIfAbsent(address, own) == null) {
            land(address, own, load);
        }
    }

    private Loaded<V> land(Address address, Flight<V> own, Supplier<Loaded<V>> load) {
        try {
            own.result = load.get();
            return own.result;
        } finally {
            flights.remove(address, own);
            own.landed.countDown();
        }
    }

    private Loaded<V> await(Flight<V> flight, Key key) {
        Thread self = Thread.currentThread();
        waiting.put(self, flight);
        try {
            requireOthers(flight, self, key);
            flight.landed.await();
            return flight.result;
        } catch (InterruptedException e) {
            throw interrupted(key, e);
        } finally {
            waiting.remove(self);
        }
    }

    /** Each thread registers before it looks, so that of those that would wait in a circle the last one sees it. */
    private void requireOthers(Flight<V> awaited, Thread self, Key key) {
        @Nullable Flight<V> flight = awaited;
        while (flight != null) {
            if (flight.loader == self) {
                throw new IllegalStateException("The loader of key " + KeyMapper.describe(key)
                        + " needs the value that it is to load, directly or through what other loaders wait for");
            }
            flight = flight.landed.getCount() == 0 ? null : waiting.get(flight.loader);
        }
    }

    /** What is thrown to a thread that was interrupted while it waited for somebody else's load. */
    static CancellationException interrupted(Key key, InterruptedException cause) {
        Thread.currentThread().interrupt();
        CancellationException cancelled = new CancellationException(
                "Interrupted while waiting for key " + KeyMapper.describe(key) + " to be loaded; the load goes on");
        cancelled.initCause(cause);
        return cancelled;
    }

    /** Tells the cache's life so far; another one after it was closed. */
    long life() {
        return closings.get();
    }

    /** Ends the cache's life. */
    void close() {
        closings.incrementAndGet();
    }
}
