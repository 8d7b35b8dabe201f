package dev.larder.storage.contract;

import dev.larder.storage.Storage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Root of all contracts: where a fresh storage comes from. Tests ask for what they need by parameters: a
 * {@link dev.larder.storage.Store} opened there, its {@link FakeClock}, or the whole {@link Testbed}.
 */
@ExtendWith(TestbedExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public interface StorageUnderTest {

    /**
     * A place where no store is yet. It takes the time from {@link dev.larder.storage.StoreConfig#clock()}; a storage
     * that asks its server for the time is told here not to.
     */
    Storage newStorage() throws Exception;
}
