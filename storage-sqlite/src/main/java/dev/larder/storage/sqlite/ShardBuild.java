package dev.larder.storage.sqlite;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Durability;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.ShardHash;
import dev.larder.storage.StorageException;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.jooq.Counters;
import dev.larder.storage.jooq.RowCopies;
import dev.larder.storage.jooq.Schema;
import dev.larder.storage.jooq.StoredRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** Builds the new shards of a fanout directory from the old ones, which nobody else can open meanwhile. */
final class ShardBuild {

    /** What SQLite may use for the pages of all new shards together, about. */
    private static final long CACHE_BYTES = 128L << 20;

    private static final long LEAST_CACHE_BYTES = 256L << 10;

    /** How many rows are copied between two reports. */
    private static final int ROWS_PER_REPORT = 100;

    private final FanoutDirectory fanout;
    private final HeldDatabases old;
    private final ReshardingPlaces places;
    private final int shards;
    private final ReshardingProgress progress;
    private final ReshardingSteps steps;

    ShardBuild(
            FanoutDirectory fanout,
            HeldDatabases old,
            ReshardingPlaces places,
            int shards,
            ReshardingProgress progress,
            ReshardingSteps steps) {
        this.fanout = fanout;
        this.old = old;
        this.places = places;
        this.shards = shards;
        this.progress = progress;
        this.steps = steps;
    }

    /** What all old shards hold together. */
    private record Sum(long rows, long size, long hits, long misses, double sizeLimit) {}

    /** Builds them, compares them with the old ones, and brings them onto the device. */
    Resharded run() throws SQLException, IOException {
        Sum sum = sum();
        FileTree.delete(places.building());
        steps.reached(ReshardingStep.CLEARED);
        Resharded result = build(sum);
        FileTree.forceNames(places.building());
        steps.reached(ReshardingStep.BUILT);
        return result;
    }

    private Sum sum() throws SQLException {
        long rows = 0;
        long size = 0;
        long hits = 0;
        long misses = 0;
        double sizeLimit = 0;
        for (Path shard : fanout.shards()) {
            SqliteConnection connection = old.connection(shard);
            Counters.Recount real = connection.rows().counters().recount();
            Counters.Values kept = counters(shard, connection);
            rows += real.count();
            size += real.size();
            hits += kept.hits();
            misses += kept.misses();
            sizeLimit += sizeLimit(shard, connection);
        }
        return new Sum(rows, size, hits, misses, sizeLimit);
    }

    private static Counters.Values counters(Path shard, SqliteConnection connection) throws SQLException {
        try {
            return connection.rows().counters().values();
        } catch (CorruptStoreException e) {
            throw cannotRead(shard, e);
        }
    }

    private static CorruptStoreException cannotRead(Path shard, CorruptStoreException cause) {
        return new CorruptStoreException("Cannot read " + shard + ": " + cause.getMessage(), cause);
    }

    /** Where a shard's files are now. */
    private Path moved(Path shard) {
        return places.old().resolve(shard.getFileName());
    }

    /** As precise as it is stored: a share is a fraction. */
    private static double sizeLimit(Path shard, SqliteConnection connection) throws SQLException {
        Scalar stored = connection.rows().settings().read(Setting.SIZE_LIMIT.name());
        if (stored instanceof Scalar.Float64 share) {
            return share.value();
        }
        try {
            return stored == null ? Setting.SIZE_LIMIT.defaultValue() : Setting.SIZE_LIMIT.fromScalar(stored);
        } catch (IllegalArgumentException e) {
            throw cannotRead(shard, new CorruptStoreException(String.valueOf(e.getMessage()), e));
        }
    }

    private Resharded build(Sum sum) throws SQLException, IOException {
        Files.createDirectory(places.building());
        FileTree.giveOwnerAndRights(places.building(), places.old());
        List<NewShard> open = new ArrayList<>();
        try {
            for (Path shard : makeStores()) {
                open.add(NewShard.open(shard, Math.max(LEAST_CACHE_BYTES, CACHE_BYTES / shards)));
            }
            steps.reached(ReshardingStep.SHARDS_MADE);
            copyRows(sum.rows, open);
            Map<String, Scalar> settings = Map.of(
                    Setting.SIZE_LIMIT.name(),
                    Scalar.of(sum.sizeLimit / shards),
                    Resharding.SHARDS_SETTING,
                    Scalar.of(shards));
            for (NewShard shard : open) {
                boolean isFirst = shard.equals(open.get(0));
                shard.seal(settings, isFirst ? sum.hits : 0, isFirst ? sum.misses : 0);
            }
            return result(sum, open);
        } finally {
            closeAll(open);
        }
    }

    /** Makes stores without rows, with the settings of the first old shard. */
    private List<Path> makeStores() throws SQLException, IOException {
        SqliteConnection source = old.connection(fanout.shards().get(0));
        Path model = moved(fanout.shards().get(0));
        Path first = makeDirectory(0, model);
        Map<String, Scalar> rows = new HashMap<>(source.rows().settings().read());
        LiveSettings.Snapshot.of(
                rows, Durability.FULL, fanout.shards().get(0)); // tells what is wrong with them, and where
        rows.keySet().removeAll(LiveSettings.COUNTERS);
        SqliteStorage.at(first)
                .open(StoreConfig.defaults().withSettings(Settings.of(rows)))
                .close();
        try (SqliteConnection target = Connections.to(first).open()) {
            target.begin();
            source.rows().settings().copyTo(target.rows().settings(), LiveSettings.COUNTERS);
            target.commit();
        }
        // nobody has it open now, so that it can be copied as any file
        Path database = first.resolve(Connections.DATABASE);
        FileTree.giveOwnerAndRights(database, model.resolve(Connections.DATABASE));
        List<Path> stores = new ArrayList<>(List.of(first));
        for (int number = 1; number < shards; number++) {
            Path store = makeDirectory(number, model);
            Path copy = Files.copy(database, store.resolve(Connections.DATABASE));
            FileTree.giveOwnerAndRights(copy, model.resolve(Connections.DATABASE));
            stores.add(store);
        }
        return stores;
    }

    private Path makeDirectory(int number, Path model) throws IOException {
        Path store = Files.createDirectory(places.building().resolve(FanoutDirectory.shardName(number)));
        FileTree.giveOwnerAndRights(store, model);
        return store;
    }

    private void copyRows(long rows, List<NewShard> targets) throws SQLException, IOException {
        progress.copying(rows);
        for (Path shard : fanout.shards()) {
            copyRows(shard, targets);
            copyLeases(shard, targets);
            steps.reached(ReshardingStep.SHARD_COPIED);
        }
    }

    private void copyRows(Path shard, List<NewShard> targets) throws SQLException, IOException {
        Path from = moved(shard);
        long[] copied = {0};
        try {
            new RowCopies(old.connection(shard).session()).read(row -> {
                try {
                    targets.get(target(row)).add(row, from);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                copied[0]++;
                if (copied[0] == ROWS_PER_REPORT) {
                    progress.copied(ROWS_PER_REPORT);
                    copied[0] = 0;
                }
            });
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        } catch (CorruptStoreException e) {
            throw cannotRead(shard, e);
        }
        progress.copied(copied[0]);
    }

    /** Nobody holds one who is running, but some say what a killed holder has left to be put right. */
    private void copyLeases(Path shard, List<NewShard> targets) throws SQLException {
        SqliteConnection connection = old.connection(shard);
        if (Schema.sqlite().hasLeases(connection.session())) {
            connection
                    .rows()
                    .leases()
                    .read((name, owner, endTime, note) ->
                            targets.get(ShardHash.shard(name.key(), shards)).addLease(name, owner, endTime, note));
        }
    }

    /** A row without a key can be found nowhere, and so goes anywhere. */
    private int target(StoredRow row) {
        Scalar key = row.key();
        return key == null ? 0 : ShardHash.shard(Key.of(key), shards);
    }

    private Resharded result(Sum sum, List<NewShard> built) {
        long rows = total(built, NewShard::rows);
        long superseded = total(built, NewShard::superseded);
        long size = total(built, NewShard::size) + total(built, NewShard::supersededSize);
        if (rows + superseded != sum.rows || size != sum.size) {
            throw new StorageException(
                    "The new shards hold " + rows + " rows and have dropped " + superseded
                            + " that were stored again later, with " + size
                            + " bytes in files; but the old shards hold "
                            + sum.rows + " rows with " + sum.size + " bytes; nothing was changed",
                    null);
        }
        return new Resharded(fanout.shards().size(), shards, rows, superseded, total(built, NewShard::missingFiles));
    }

    private static long total(List<NewShard> shards, ToLongFunction<NewShard> number) {
        return shards.stream().mapToLong(number).sum();
    }

    private static void closeAll(List<NewShard> open) throws SQLException {
        SQLException failure = null;
        for (NewShard shard : open) {
            try {
                shard.close();
            } catch (SQLException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
