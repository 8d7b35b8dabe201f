package dev.larder.storage.sqlite;

import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.nio.file.Path;

/** A process that opens a store, writes one entry and ends: {@code DIRECTORY KEY}. */
final class OpeningProcess {

    private OpeningProcess() {}

    public static void main(String[] arguments) {
        try (Store store = SqliteStorage.at(Path.of(arguments[0])).open(StoreConfig.defaults())) {
            Samples.put(store, arguments[1], "value");
        }
    }
}
