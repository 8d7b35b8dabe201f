package dev.larder.storage;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leases: rights that end by themselves unless their holders extend them, so that a killed holder is in nobody's way
 * for long. They lie beside the rows, with which they share transactions but nothing else: they do not count, are not
 * listed, not evicted and not seen by programs that know the rows only. {@link Store} says what holds for all methods.
 *
 * <p>A lease that has ended is not live, but is kept until somebody releases or purges it: what its holder has left
 * behind may have to be put right.
 */
public interface LeaseStore {

    /**
     * Gives {@code owner} a lease if fewer than {@code limit} others hold a live one; an owner that has one already
     * holds it anew.
     *
     * @param length how long it lasts unless it is extended
     * @param note what others are to know, or null
     * @return whether {@code owner} holds it
     * @throws IllegalArgumentException if {@code length} is negative or {@code limit} less than 1
     */
    boolean acquireLease(LeaseName name, String owner, Duration length, @Nullable String note, int limit, Wait wait);

    /**
     * Lets a live lease last {@code length} from now; returns whether there was one. One that has ended cannot be
     * extended: somebody else may have held it since.
     */
    boolean extendLease(LeaseName name, String owner, Duration length, Wait wait);

    /** Takes a lease away, ended or not; returns whether there was one. */
    boolean releaseLease(LeaseName name, String owner, Wait wait);

    /** The leases on a name, those that have ended included, in the order of their owners. */
    List<Lease> leases(LeaseName name);

    /** Takes away up to {@code limit} leases of a kind that have ended; returns how many there were. */
    int purgeLeases(String kind, int limit, Wait wait);
}
