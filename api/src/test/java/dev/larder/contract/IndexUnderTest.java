package dev.larder.contract;

import dev.larder.storage.Storage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Root of the contracts of indexes: where a fresh one comes from. Tests ask for what they need by parameters: an
 * {@link dev.larder.Index} of native keys and values that was opened there, or the whole {@link IndexTestbed}.
 */
@ExtendWith(IndexTestbedExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public interface IndexUnderTest {

    /** A place where no store is yet. */
    Storage newStorage() throws Exception;
}
