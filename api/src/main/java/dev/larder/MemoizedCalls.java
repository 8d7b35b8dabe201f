package dev.larder;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Setting;
import dev.larder.storage.Wait;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The results of memoized calls in a cache. */
record MemoizedCalls<V>(Shards shards, Loading<V> loading, Wait bound, Failures failures) {

    int pickleProtocol() {
        return shards.first().settings().get(Setting.PICKLE_PROTOCOL).intValue();
    }

    @Nullable
    V get(CallKey call, Supplier<? extends @Nullable V> function, LoadOptions<? super V> options) {
        return failures.<@Nullable V>load(
                loader -> loading.get(new LoadRequest<>(call.key(), call::shared, loader, options, true)), function);
    }

    boolean forget(CallKey call) {
        return failures.repeatable(() -> removeBoth(call), false);
    }

    private boolean removeBoth(CallKey call) {
        Key shared = call.shared();
        boolean removed = remove(call.key());
        return (shared != null && remove(shared)) || removed;
    }

    private boolean remove(Key key) {
        return shards.of(key).remove(key, Condition.always(), Fetch.METADATA, bound) != null;
    }
}
