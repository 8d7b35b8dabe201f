package dev.larder.cli.demo;

import java.util.function.LongConsumer;

/** A task under way: told how many bytes are done, by any thread, and closed at its end. */
record Progress(LongConsumer onBytes, Runnable onEnd) implements AutoCloseable {

    @Override
    public void close() {
        onEnd.run();
    }
}
