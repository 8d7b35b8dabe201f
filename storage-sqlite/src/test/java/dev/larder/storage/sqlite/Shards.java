package dev.larder.storage.sqlite;

import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.ShardHash;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Fanout directories as the tests fill them and look at them. */
final class Shards {

    /** All columns but the place, as SQL's literals, thus with their types; the file's name alone tells the file. */
    private static final String ROW = "quote(key) || '|' || quote(raw) || '|' || quote(store_time) || '|'"
            + " || quote(expire_time) || '|' || quote(access_time) || '|' || quote(access_count) || '|' || quote(tag)"
            + " || '|' || quote(size) || '|' || quote(mode) || '|' || quote(filename) || '|' || quote(value)";

    private Shards() {}

    static Path shard(Path directory, int number) {
        return directory.resolve("%03d".formatted(number));
    }

    static void make(Path directory, int shards) {
        for (int number = 0; number < shards; number++) {
            SqliteStorage.at(shard(directory, number))
                    .open(StoreConfig.defaults())
                    .close();
        }
    }

    /** As {@link #make}, but not migrated one by one. */
    static void prepare(Path directory, int shards) {
        for (int number = 0; number < shards; number++) {
            MigratedStorage.prepare(shard(directory, number));
        }
    }

    static void put(Path directory, int shards, Map<Key, Item> items) {
        for (int number = 0; number < shards; number++) {
            try (Store store = SqliteStorage.at(shard(directory, number)).open(StoreConfig.defaults())) {
                for (Map.Entry<Key, Item> each : items.entrySet()) {
                    if (ShardHash.shard(each.getKey(), shards) == number) {
                        Samples.put(store, each.getKey(), each.getValue());
                    }
                }
            }
        }
    }

    /** The rows of each shard in insertion order. */
    static List<List<String>> rowsByShard(Path directory) throws SQLException, IOException {
        List<List<String>> all = new ArrayList<>();
        for (int number = 0; Files.exists(shard(directory, number)); number++) {
            try (RawDatabase raw = new RawDatabase(shard(directory, number))) {
                all.add(raw.queryAll("SELECT " + ROW + " FROM Cache ORDER BY rowid"));
            }
        }
        return all;
    }

    /** The rows of all shards, sorted. */
    static List<String> rows(Path directory) throws SQLException, IOException {
        return rowsByShard(directory).stream().flatMap(List::stream).sorted().toList();
    }

    /** The content of all value files, by their names within a shard. */
    static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (int number = 0; Files.exists(shard(directory, number)); number++) {
            Path shard = shard(directory, number);
            for (Path file : Samples.valueFiles(shard)) {
                contents.put(shard.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    /** Whatever a check finds in any shard. */
    static List<Object> findings(Path directory) {
        List<Object> findings = new ArrayList<>();
        for (int number = 0; Files.exists(shard(directory, number)); number++) {
            try (Store store = SqliteStorage.at(shard(directory, number))
                    .open(StoreConfig.defaults().withCheckGracePeriod(Duration.ZERO))) {
                findings.addAll(store.verify(false, Samples.PATIENT));
            }
        }
        return findings;
    }

    /** What lies beside a directory and in it, not deeper. */
    static List<String> names(Path parent) throws IOException {
        try (Stream<Path> names = Files.list(parent)) {
            return names.map(name -> name.getFileName().toString()).sorted().toList();
        }
    }

    /** Copies a directory that nobody has open. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }
}
