package dev.larder.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One that stores entries, and elements that are taken in the order in which they came. Used by one thread. */
interface Contender extends Mix.Operations, AutoCloseable {

    /** Stores all of them, in one transaction if there are such. */
    void setAll(Map<String, byte[]> entries) throws Exception;

    void push(byte[] element) throws Exception;

    byte @Nullable [] pull() throws Exception;

    @Override
    void close();
}
