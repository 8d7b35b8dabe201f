package dev.larder.contract;

import dev.larder.storage.Storage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Where a fresh work queue comes from. Tests ask for what they need by parameters: a {@link dev.larder.WorkQueue} of
 * texts that was opened there, its {@link dev.larder.storage.contract.FakeClock}, or the whole
 * {@link WorkQueueTestbed}.
 */
@ExtendWith(WorkQueueTestbedExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public interface WorkQueueUnderTest {

    /**
     * A place where no store is yet. It takes the time from the builder's clock; a storage that asks its server for the
     * time is told here not to.
     */
    Storage newStorage() throws Exception;
}
