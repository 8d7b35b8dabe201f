package dev.larder.storage;

/**
 * What a write trims: first expired rows, then, while the volume is at or above the limit, rows in the order of the
 * policy; the rows just written are never among them. A storage may look at the volume less often than at each write as
 * long as it cannot have come near the limit since it last looked.
 *
 * <p>It is done when the write returns, in its own transaction or in another one behind it; for a write in a
 * {@link Store#transact transaction} of the caller's, when that is committed at the latest. Where several may trim at
 * once, a storage may leave it to one of them; a later write then trims what this one has not. If it is done behind the
 * write and fails, the write has not failed.
 *
 * @param limit how many rows at most; 0 trims nothing
 * @param policy in which order; {@link EvictionPolicy#NONE} trims expired rows only
 * @param sizeLimit volume in bytes from which on rows are evicted
 */
public record Cull(int limit, EvictionPolicy policy, long sizeLimit) {

    /** Trims nothing. */
    public static final Cull NONE = new Cull(0, EvictionPolicy.NONE, Long.MAX_VALUE);
}
