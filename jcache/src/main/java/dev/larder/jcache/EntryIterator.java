package dev.larder.jcache;

import dev.larder.Entry;
import dev.larder.Order;
import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The live entries in insertion order. Each one that is returned has been read. */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {

    private final LarderCache<K, V> cache;
    private final Transactions<K, V> transactions;
    private final Operations<K, V> operations;
    private final Iterator<Entry<K, V>> entries;
    private @Nullable Entry<K, V> last;

    EntryIterator(LarderCache<K, V> cache, Transactions<K, V> transactions, Operations<K, V> operations) {
        this.cache = cache;
        this.transactions = transactions;
        this.operations = operations;
        entries = transactions.read(
                tally -> operations.store().entries(Order.INSERTION).iterator());
    }

    @Override
    public boolean hasNext() {
        return transactions.read(tally -> entries.hasNext());
    }

    @Override
    public Cache.Entry<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There are no more entries in " + cache);
        }
        Entry<K, V> next = transactions.read(tally -> {
            tally.hit();
            return entries.next();
        });
        javax.cache.expiry.Duration duration = operations.expiries().access();
        if (duration != null) {
            transactions.change(change -> {
                operations.find(next.key()).ifPresent(entry -> operations.access(change, entry, duration));
                return change;
            });
        }
        last = next;
        return new StoredEntry<>(next.key(), next.value());
    }

    /** Removes the entry that was returned last. */
    @Override
    public void remove() {
        Entry<K, V> removed = last;
        if (removed == null) {
            throw new IllegalStateException("There is no entry to remove: call next() first, once for each");
        }
        last = null;
        cache.remove(removed.key());
    }
}
