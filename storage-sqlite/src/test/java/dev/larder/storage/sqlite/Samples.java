package dev.larder.storage.sqlite;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the tests store, and where they look for it. */
final class Samples {

    /** Longer than anything has to wait in a test that passes. */
    static final Wait PATIENT = Wait.upTo(Duration.ofSeconds(30));

    /** A value that lies in a file. */
    static final Item LARGE = Item.of(Encoded.natively(Scalar.of(bytes(50_000))));

    private Samples() {}

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    static Item text(String value) {
        return Item.of(Encoded.natively(Scalar.of(value)));
    }

    static void put(Store store, String key, Item item) {
        put(store, Key.of(key), item);
    }

    static void put(Store store, Key key, Item item) {
        store.store(key, item, Condition.always(), null, Cull.NONE, PATIENT);
    }

    static void put(Store store, String key, String value) {
        put(store, key, text(value));
    }

    static Scalar value(Store store, String key) {
        Encoded value = store.get(Key.of(key), Access.IGNORE);
        return value == null ? null : value.scalar();
    }

    /** The value files in a store's directory. */
    static List<Path> valueFiles(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(".val")).toList();
        }
    }
}
