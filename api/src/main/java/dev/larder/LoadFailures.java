package dev.larder;

import dev.larder.storage.Key;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What other processes are told about failed loads, in notes of leases that nobody wants to have: one for those that
 * waited for the load, under its owner, and one for all, if failures are to be kept.
 */
record LoadFailures(Store store, Key key, Wait bound) {

    static final String KIND = "failure";

    /** The owner of the note for all. */
    private static final String ALL = "all";

    /** Much more than those that wait need to notice. */
    private static final Duration NEWS = Duration.ofSeconds(10);

    private static final int LONGEST = 2_000;

    private LeaseName name() {
        return new LeaseName(KIND, key);
    }

    /**
     * Tells of a failure.
     *
     * @param owner of the lease of the load
     * @param kept for how long all are to be told, or null for not at all
     */
    void tell(String owner, Throwable failure, @Nullable Duration kept) {
        String note = note(failure);
        store.acquireLease(name(), owner, NEWS, note, Integer.MAX_VALUE, bound);
        if (kept != null) {
            store.acquireLease(name(), ALL, kept, note, Integer.MAX_VALUE, bound);
        }
    }

    /** What the load under this lease failed with, or null if it did not or that is long ago. */
    @Nullable
    String of(String owner) {
        for (Lease lease : store.leases(name())) {
            if (lease.live() && lease.owner().equals(owner)) {
                return "Another process failed to load key " + KeyMapper.describe(key) + ": " + lease.note();
            }
        }
        return null;
    }

    /** A failure that is kept, or null. */
    @Nullable
    String kept() {
        for (Lease lease : store.leases(name())) {
            if (lease.live() && lease.owner().equals(ALL)) {
                return "Loading key " + KeyMapper.describe(key) + " failed, and is tried again from "
                        + Times.instant(lease.endTime()) + " on: " + lease.note();
            }
        }
        return null;
    }

    private static String note(Throwable failure) {
        String text = failure.toString();
        String whole = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        // what UTF-8 cannot carry becomes a question mark
        return new String(whole.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
