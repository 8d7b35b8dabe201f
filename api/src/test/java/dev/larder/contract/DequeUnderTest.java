package dev.larder.contract;

import dev.larder.Deque;
import dev.larder.storage.Storage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Root of the contracts of deques: where a fresh one comes from. Tests ask for what they need by parameters: a
 * {@link Deque} of native elements that was opened there, or the whole {@link DequeTestbed}.
 */
@ExtendWith(DequeTestbedExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public interface DequeUnderTest {

    /**
     * A place where no store is yet. It takes the time from the builder's clock; a storage that asks its server for the
     * time is told here not to.
     */
    Storage newStorage() throws Exception;
}
