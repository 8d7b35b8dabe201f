package dev.larder.contract;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.storage.Key;
import dev.larder.storage.Storage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Root of all contracts: where a fresh cache comes from. Tests ask for what they need by parameters: a {@link Cache} of
 * native keys and values that was opened there, its {@link dev.larder.storage.contract.FakeClock}, or the whole
 * {@link CacheTestbed}.
 */
@ExtendWith(CacheTestbedExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public interface CacheUnderTest {

    /**
     * A place where no store is yet. It takes the time from the builder's clock; a storage that asks its server for the
     * time is told here not to.
     */
    Storage newStorage() throws Exception;

    /** How the cache under test is opened there; all that the builder opens share the place. */
    default CacheBuilder<Object, Object> newCache(Storage storage) {
        return Cache.on(storage);
    }

    /** The storage of the store that holds {@code key}, for caches that split their keys. */
    default Storage storageOf(Key key, Storage storage) {
        return storage;
    }

    /** Whether operations throw when they time out. Otherwise they report it, as {@code false} or absent. */
    default boolean throwsTimeouts() {
        return true;
    }
}
