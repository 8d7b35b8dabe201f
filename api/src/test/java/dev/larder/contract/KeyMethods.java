package dev.larder.contract;

import static dev.larder.WriteOptions.none;

import dev.larder.Cache;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every method of a cache that takes a key, ready to be called. */
final class KeyMethods {

    private KeyMethods() {}

    /** The methods by name, each called with {@code key}. */
    static Map<String, Runnable> all(Cache<Object, Object> cache, Object key) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("set", () -> cache.set(key, "value"));
        calls.put("write", () -> cache.write(key, new ByteArrayInputStream(new byte[] {1})));
        calls.put("add", () -> cache.add(key, "value"));
        calls.put("replace", () -> cache.replace(key, "value"));
        calls.put("compareAndSet", () -> cache.compareAndSet(key, "value", "new"));
        calls.put("setAll", () -> cache.setAll(Map.of("other", "value", key, "value")));
        calls.put("touch", () -> cache.touch(key));
        calls.put("touch with time", () -> cache.touch(key, Duration.ofSeconds(1)));
        calls.put("increment", () -> cache.increment(key));
        calls.put("incrementIfPresent", () -> cache.incrementIfPresent(key, 1));
        calls.put("incrementDouble", () -> cache.incrementDouble(key, 1, 0));
        calls.put("decrement", () -> cache.decrement(key));
        calls.put("get", () -> cache.get(key));
        calls.put("getOrDefault", () -> cache.getOrDefault(key, "default"));
        calls.put("getAll", () -> cache.getAll(List.of("other", key)));
        calls.put("entry", () -> cache.entry(key));
        calls.put("read", () -> cache.read(key));
        calls.put("contains", () -> cache.contains(key));
        calls.put("pop", () -> cache.pop(key));
        calls.put("popEntry", () -> cache.popEntry(key));
        calls.put("delete", () -> cache.delete(key));
        calls.put("deleteAll", () -> cache.deleteAll(List.of("other", key)));
        calls.put("set with options", () -> cache.set(key, "value", none()));
        return calls;
    }
}
