package dev.larder.bench;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Storage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cache and a deque of Larder. */
final class LarderContender implements Contender {

    private final Cache<String, byte[]> cache;
    private final Deque<byte[]> deque;

    LarderContender(Storage entries, Storage elements, Durability durability) {
        cache = Cache.on(entries)
                .keys(Codec.string())
                .values(Codec.bytes())
                .durability(durability)
                .open();
        deque = Deque.on(elements).values(Codec.bytes()).durability(durability).open();
    }

    @Override
    public byte @Nullable [] get(String key) {
        return cache.get(key);
    }

    @Override
    public boolean set(String key, byte[] value) {
        return cache.set(key, value);
    }

    @Override
    public boolean delete(String key) {
        return cache.delete(key);
    }

    @Override
    public void setAll(Map<String, byte[]> entries) {
        cache.setAll(entries);
    }

    @Override
    public void push(byte[] element) {
        deque.addLast(element);
    }

    @Override
    public byte @Nullable [] pull() {
        return deque.pollFirst();
    }

    @Override
    public void close() {
        cache.close();
        deque.close();
    }
}
