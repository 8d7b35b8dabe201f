package dev.larder.cli.reshard;

import dev.larder.cli.console.Console;
import dev.larder.cli.console.Progress;
import dev.larder.storage.sqlite.ReshardingProgress;
import org.jspecify.annotations.Nullable;

/** Shows how far a resharding has come. */
final class CopyProgress implements ReshardingProgress, AutoCloseable {

    private final Console console;
    private @Nullable Progress copying;

    CopyProgress(Console console) {
        this.console = console;
    }

    @Override
    public void finishing() {
        console.note("Finishing what an earlier run has begun ...");
    }

    @Override
    public void copying(long rows) {
        copying = console.startEntries("Copying entries", rows);
    }

    @Override
    public void copied(long rows) {
        if (copying != null) {
            copying.onMore().accept(rows);
        }
    }

    @Override
    public void close() {
        if (copying != null) {
            copying.close();
        }
    }
}
