package dev.larder.storage.tables;

import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tables that are open as long as a collection in them is. Safe for use by many threads. */
public final class SharedTables {

    private final ReentrantLock lock = new ReentrantLock();
    private final Supplier<Opened> opening;
    private @Nullable Opened opened; // guarded by the lock
    private int users; // guarded by the lock

    /** @param opening opens the tables for the first user */
    public SharedTables(Supplier<Opened> opening) {
        this.opening = opening;
    }

    /**
     * Tables that were opened.
     *
     * @param closing run after the last user, when the tables are closed: lets the connections go
     */
    public record Opened(TableDatabase tables, Runnable closing) {}

    /**
     * Opens a collection, making it if there is none with the name.
     *
     * @param together the transactions of stores that are used together with it, or null if it has its own
     */
    public Store open(String collection, StoreConfig config, @Nullable Transactions together) {
        TableDatabase tables = acquire();
        boolean isOpen = false;
        try {
            Store store = tables.open(collection, config, together, this::release);
            isOpen = true;
            return store;
        } finally {
            if (!isOpen) {
                release();
            }
        }
    }

    /** The names of all collections there are. */
    public List<String> names() {
        TableDatabase tables = acquire();
        try {
            return tables.collections();
        } finally {
            release();
        }
    }

    private TableDatabase acquire() {
        lock.lock();
        try {
            Opened known = opened;
            if (known == null) {
                known = opening.get();
                opened = known;
            }
            users++;
            return known.tables;
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        lock.lock();
        try {
            users--;
            Opened known = opened;
            if (users == 0 && known != null) {
                opened = null;
                known.tables.close();
                known.closing.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
