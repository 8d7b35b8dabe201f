package dev.larder.storage.sqlite;

import dev.larder.storage.Content;
import java.util.ArrayList;
import java.util.List;

/**
 * Values on their way into rows. Files that were written for them are deleted when it is closed, unless rows have come
 * to name them.
 */
final class Placement implements AutoCloseable {

    private final Values values;
    private final long minFileSize;
    private List<String> files = List.of();

    Placement(Values values, long minFileSize) {
        this.values = values;
        this.minFileSize = minFileSize;
    }

    Values.Placed place(Content content) {
        Values.Placed placed = values.place(content, minFileSize);
        if (placed.file() != null) {
            files = files.isEmpty() ? new ArrayList<>() : files;
            files.add(placed.file());
        }
        return placed;
    }

    /** To be called once the rows are there. */
    void keep() {
        files = List.of();
    }

    @Override
    public void close() {
        values.discard(files);
    }
}
