package dev.larder.spring.boot;

import dev.larder.Larder;
import dev.larder.WorkQueue;
import dev.larder.spring.LarderCache;
import dev.larder.spring.LarderCacheManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** The actuator endpoint for those who allow it to remove entries. */
@Endpoint(id = "larder")
final class WritableLarderEndpoint extends LarderEndpoint {

    WritableLarderEndpoint(Larder larder, @Nullable LarderCacheManager manager, Map<String, WorkQueue<?>> queues) {
        super(larder, manager, queues);
    }

    /**
     * What was removed.
     *
     * @param removed how many entries
     */
    record Removed(long removed) {}

    @DeleteOperation
    public @Nullable Removed clear(@Selector String cache) {
        LarderCache found = open(cache);
        return found == null ? null : new Removed(found.getNativeCache().clear());
    }

    @DeleteOperation
    public @Nullable Removed evict(@Selector String cache, @Selector String tag) {
        LarderCache found = open(cache);
        return found == null ? null : new Removed(found.getNativeCache().evict(tag));
    }
}
