package dev.larder.codec.pickle;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Makes Java values of the pickled objects of one class. Called by any thread that reads, and with whatever the store
 * holds, so it checks what it is given.
 */
@FunctionalInterface
public interface PickledClass extends Serializable {

    /**
     * The Java value of an object; null stands for None.
     *
     * @throws RuntimeException if it cannot be one; whoever reads gets a
     *     {@link dev.larder.storage.SerializationException} with the message
     */
    @Nullable
    Object read(PickledObject object);
}
