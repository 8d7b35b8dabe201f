package dev.larder;

import dev.larder.internal.LeaseKeeper;
import dev.larder.storage.Key;
import dev.larder.storage.LarderException;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The right to load a key, which one at a time has among all threads and processes. Used by one thread. */
final class LoadLease {

    static final String KIND = "load";

    private static final System.Logger LOG = System.getLogger(LoadLease.class.getName());

    private final Store store;
    private final LeaseName name;
    private final String owner = UUID.randomUUID().toString();
    private final Duration length;
    private final LeaseKeeper keeper;
    private final Wait wait;
    private volatile long extended;
    private volatile boolean isLost;

    LoadLease(Store store, Key key, Duration length, LeaseKeeper keeper, Wait wait) {
        this.store = store;
        this.name = new LeaseName(KIND, key);
        this.length = length;
        this.keeper = keeper;
        this.wait = wait;
    }

    /** What distinguishes it from all others, also before and after. */
    String owner() {
        return owner;
    }

    /** Takes it if nobody has it, and from then on keeps it. */
    boolean acquire() {
        long start = System.nanoTime();
        if (!store.acquireLease(name, owner, length, null, 1, wait)) {
            return false;
        }
        extended = start;
        keeper.keep(owner, length, this::extend);
        return true;
    }

    private boolean extend(Wait bound) {
        long start = System.nanoTime();
        if (store.extendLease(name, owner, length, bound)) {
            extended = start;
            return true;
        }
        isLost = true;
        return false;
    }

    /** Whether nobody else can have had it since. */
    boolean isHeld() {
        return !isLost && System.nanoTime() - extended < length.toNanos();
    }

    /** Who has it, or null for nobody. */
    @Nullable
    Lease holder() {
        return store.leases(name).stream().filter(Lease::live).findFirst().orElse(null);
    }

    /** Lets others have it; if that fails, it ends by itself. */
    void release() {
        keeper.drop(owner);
        try {
            store.releaseLease(name, owner, wait);
        } catch (LarderException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The right to load key " + KeyMapper.describe(name.key())
                            + " could not be given up; others wait until it ends",
                    e);
        }
    }
}
