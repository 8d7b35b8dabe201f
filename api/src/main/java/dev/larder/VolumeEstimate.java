package dev.larder;

import dev.larder.storage.Content;
import dev.larder.storage.Encoded;
import dev.larder.storage.Item;
import dev.larder.storage.LarderException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The volume of a store, nearly: reading it costs as much as a small write, so it is read only now and then, because of
 * other processes, and when own writes give a reason. While the store fails, it stays what it was. Safe for use by many
 * threads.
 */
final class VolumeEstimate {

    /** After so many writes, so many bytes, and so long, it is read again. */
    private static final int BLIND_WRITES = 64;

    private static final long BLIND_BYTES = 1L << 20;

    private static final long BLIND_NANOS = 1_000_000_000L;

    private static final System.Logger LOG = System.getLogger(VolumeEstimate.class.getName());

    private final Store store;
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private volatile @Nullable Reading reading;

    VolumeEstimate(Store store) {
        this.store = store;
    }

    /** @param isReal whether it was read, and is not that of before because the store failed */
    private record Reading(long bytes, long at, boolean isReal) {}

    /** What the store had when it was last looked at, with what was written since. */
    long bytes() {
        Reading known = reading;
        if (known == null
                || writes.get() >= BLIND_WRITES
                || written.get() >= BLIND_BYTES
                || System.nanoTime() - known.at > BLIND_NANOS) {
            known = read(known == null ? 0 : known.bytes + written.get());
        }
        return known.bytes + written.get();
    }

    private Reading read(long before) {
        long at = System.nanoTime();
        // first, so that what is written meanwhile is counted twice rather than not at all
        writes.set(0);
        written.set(0);
        Reading read;
        try {
            read = new Reading(store.volume(), at, true);
        } catch (StoreClosedException e) {
            throw e;
        } catch (LarderException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The volume of a shard cannot be read; the others go by what it was before",
                    e);
            read = new Reading(before, System.nanoTime(), false);
        }
        reading = read;
        return read;
    }

    /** Whether it could be read when it was last tried. */
    boolean isReadable() {
        Reading known = reading;
        return known == null || known.isReal;
    }

    /** Takes note of an item that was written. */
    void wrote(Item item) {
        writes.incrementAndGet();
        written.addAndGet(length(item.content()));
    }

    /** Has the store looked at before it is next asked for. */
    void forget() {
        reading = null;
    }

    private static long length(Content content) {
        if (!(content instanceof Encoded encoded)) {
            return BLIND_BYTES; // a stream: nobody knows before it has been read
        }
        if (encoded.scalar() instanceof Scalar.Text text) {
            return text.value().length();
        }
        return encoded.scalar() instanceof Scalar.Bytes bytes ? bytes.value().length : Long.BYTES;
    }
}
