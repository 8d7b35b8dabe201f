package dev.larder.bench;

import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Maps of H2's own store, without SQL, expiry, counts and transactions: the floor beneath {@code H2}. It writes either
 * by itself, within a second, or before each call returns.
 */
final class MvStoreContender implements Contender {

    private final MVStore store;
    private final MVMap<String, byte[]> entries;
    private final MVMap<Long, byte[]> elements;
    private final AfterWrite afterWrite;
    private long next;

    /** What is done before a write returns. */
    enum AfterWrite {
        /** Nothing: a killed process loses up to a second. */
        NOTHING,
        /** It is handed to the operating system: a power failure loses the last ones. */
        COMMIT,
        /** It is on the device. */
        SYNC
    }

    MvStoreContender(Path file, AfterWrite afterWrite) {
        this.afterWrite = afterWrite;
        MVStore.Builder builder = new MVStore.Builder().fileName(file.toString());
        store = afterWrite == AfterWrite.NOTHING
                ? builder.open()
                : builder.autoCommitDisabled().open();
        entries = store.openMap("entries");
        elements = store.openMap("elements");
    }

    private void written() {
        if (afterWrite != AfterWrite.NOTHING) {
            store.commit();
        }
        if (afterWrite == AfterWrite.SYNC) {
            store.sync();
        }
    }

    @Override
    public byte @Nullable [] get(String key) {
        return entries.get(key);
    }

    @Override
    public boolean set(String key, byte[] value) {
        entries.put(key, value);
        written();
        return true;
    }

    @Override
    public boolean delete(String key) {
        boolean was = entries.remove(key) != null;
        written();
        return was;
    }

    @Override
    public void setAll(Map<String, byte[]> all) {
        entries.putAll(all);
        written();
    }

    @Override
    public void push(byte[] element) {
        elements.put(next++, element);
        written();
    }

    @Override
    public byte @Nullable [] pull() {
        byte[] pulled = elements.remove(elements.firstKey());
        written();
        return pulled;
    }

    @Override
    public void close() {
        store.close();
    }
}
