package dev.larder.jcache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Lets listeners hear of what happened to a key in the order in which it happened, though they are told after the
 * commit, when the next operation on the key may have begun.
 *
 * <p>An operation takes its place behind the last one on the key while it is in its transaction and has written the
 * key, so that no other one on this key can be between its write and its place; it tells its listeners when those
 * before it have told theirs. Waiting in this order cannot become a circle: whoever waits has written after those for
 * whom it waits had committed.
 */
final class EventOrder<K> {

    private final Map<K, Place> last = new ConcurrentHashMap<>();

    @SuppressWarnings("ThreadLocalUsage") // one for each cache is what is meant: a thread may use several
    private final ThreadLocal<Boolean> telling = ThreadLocal.withInitial(() -> false);

    /** An operation's place in the order of each key that it has written. Used by one thread. */
    final class Place {

        private final CountDownLatch done = new CountDownLatch(1);
        private final List<K> keys = new ArrayList<>();
        private final List<Place> before = new ArrayList<>();

        /** The operation has written this key, and its transaction has not ended. */
        void take(K key) {
            Place earlier = last.put(key, this);
            if (earlier != this) {
                keys.add(key);
                if (earlier != null) {
                    before.add(earlier);
                }
            }
        }

        /** Tells the listeners, after those before, and makes place for those behind. */
        void tell(Runnable listeners) {
            boolean within = telling.get();
            try {
                if (!within) { // a listener that changes the cache would wait for itself
                    before.forEach(Place::await);
                }
                telling.set(true);
                listeners.run();
            } finally {
                telling.set(within);
                leave();
            }
        }

        /** Nothing has happened: the transaction was rolled back. */
        void leave() {
            keys.forEach(key -> last.remove(key, this));
            before.clear(); // or each would hold all before it, for as long as others queue up for a key
            done.countDown();
        }

        private void await() {
            boolean interrupted = false;
            while (true) {
                try {
                    done.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true; // the order holds; those before are on their way
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Place place() {
        return new Place();
    }
}
