package dev.larder.cli.console;

import java.util.function.LongConsumer;

/** A task under way: told how much more is done, by any thread, and closed at its end. */
public record Progress(LongConsumer onMore, Runnable onEnd) implements AutoCloseable {

    @Override
    public void close() {
        onEnd.run();
    }
}
