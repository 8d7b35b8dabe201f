package dev.larder.storage.sqlite;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Scalar;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.StorageException;
import dev.larder.storage.StoreFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Divides the entries of a fanout directory, which Larder or Python DiskCache has made, among another number of shards.
 *
 * <p>The new shards are built in a directory beside the old one, which takes its place in the end; named collections
 * move along. That takes room for the databases twice; value files get a second link where the file system can do that.
 * Everything about an entry stays: its key, value, tag, times, and that it has expired. Files in the shards that no
 * entry names are left behind.
 *
 * <p>Nothing is lost when it is killed at whatever point: the next run undoes or finishes what this one has begun.
 * Until then the directory may stand beside its place, under a name that ends in {@code .reshard-old}, and a file that
 * says so in its place.
 *
 * <p>Nobody else may use the directory meanwhile. Whoever has one of its databases open in SQLite's WAL mode, the
 * default, is noticed; in other journal modes only whoever is just reading or writing.
 */
public final class Resharding {

    /** The number of shards beyond which their names would not be those of Python DiskCache. */
    public static final int MOST_SHARDS = 1_000;

    /** The row among a shard's settings that says how many shards there are. */
    static final String SHARDS_SETTING = "larder_shards";

    private static final ReshardingProgress UNWATCHED = new ReshardingProgress() {
        @Override
        public void finishing() {}

        @Override
        public void copying(long rows) {}

        @Override
        public void copied(long rows) {}
    };

    private final Path directory;
    private final int shards;

    private Resharding(Path directory, int shards) {
        this.directory = directory;
        this.shards = shards;
    }

    /**
     * The resharding of {@code directory} to so many shards; nothing is done yet.
     *
     * @throws IllegalArgumentException if {@code shards} is not from 1 to {@link #MOST_SHARDS}
     */
    public static Resharding of(Path directory, int shards) {
        if (shards < 1 || shards > MOST_SHARDS) {
            throw new IllegalArgumentException(
                    "The number of shards is " + shards + " but must be from 1 to " + MOST_SHARDS);
        }
        return new Resharding(directory, shards);
    }

    /**
     * Does it, after finishing what an earlier run has begun.
     *
     * @return what was done, perhaps by the earlier run; empty if the directory had this number of shards already
     * @throws StorageException if the directory is not divided into shards, or the disk fails; nothing is changed or
     *     the next run goes on
     * @throws LarderTimeoutException if the directory is in use; nothing is changed
     * @throws CorruptStoreException if a shard is damaged; nothing is changed
     * @throws SchemaVersionException if a newer Larder has migrated a shard; nothing is changed
     * @throws StoreFullException if there is no room for the new shards; nothing is changed
     */
    public Optional<Resharded> run(ReshardingProgress progress) {
        return run(progress, ReshardingSteps.NONE);
    }

    /** The same, telling nobody how far it has come. */
    public Optional<Resharded> run() {
        return run(UNWATCHED);
    }

    /** The same, followed step by step. */
    Optional<Resharded> run(ReshardingProgress progress, ReshardingSteps steps) {
        ReshardingPlaces places = ReshardingPlaces.of(directory);
        SqliteErrors errors = new SqliteErrors(places.directory());
        try {
            ReshardingSwap swap = new ReshardingSwap(places, steps);
            Resharded earlier = swap.isBegun() ? end(swap, places, progress) : null;
            FanoutDirectory fanout = FanoutDirectory.at(places.directory());
            if (isDone(fanout)) {
                return Optional.ofNullable(earlier);
            }
            steps.reached(ReshardingStep.LOOKED);
            try (HeldDatabases held = hold(fanout)) {
                steps.reached(ReshardingStep.HELD);
                swap.begin();
                build(new ShardBuild(fanout, held, places, shards, progress, steps), swap, places);
                steps.reached(ReshardingStep.MARKED);
            }
            return Optional.of(swap.finish());
        } catch (SQLException e) {
            throw errors.of(e);
        } catch (IOException e) {
            throw errors.of(e, "resharding");
        }
    }

    /** Finishes what another run has begun, or undoes it; returns what that has done, or null if it is undone. */
    private static @Nullable Resharded end(ReshardingSwap swap, ReshardingPlaces places, ReshardingProgress progress)
            throws IOException {
        if (Files.exists(places.old(), LinkOption.NOFOLLOW_LINKS)) {
            // refused while the other run is still at work
            HeldDatabases held =
                    HeldDatabases.hold(FanoutDirectory.at(places.old()).stores());
            try {
                if (!swap.isToBeFinished()) {
                    swap.undo();
                    return null;
                }
            } finally {
                held.close();
            }
        }
        progress.finishing();
        return swap.finish();
    }

    /** Builds the new directory and marks it; if that fails, all is as it was. */
    private static void build(ShardBuild build, ReshardingSwap swap, ReshardingPlaces places)
            throws SQLException, IOException {
        try {
            ReshardingMark.write(places.building(), build.run());
        } catch (Throwable e) {
            try {
                swap.undo();
            } catch (IOException | RuntimeException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** Whether there are so many shards, and none of them says otherwise. */
    private boolean isDone(FanoutDirectory fanout) throws SQLException {
        if (fanout.shards().size() != shards) {
            return false;
        }
        for (Path shard : fanout.shards()) {
            try (SqliteConnection connection = Connections.to(shard).open()) {
                Integer said = number(HeldDatabases.requireReadable(shard, connection));
                if (said != null && said != shards) {
                    return false;
                }
            }
        }
        return true;
    }

    private HeldDatabases hold(FanoutDirectory fanout) throws SQLException {
        HeldDatabases held = HeldDatabases.hold(fanout.stores());
        try {
            requireUnchanged(fanout);
            for (Path shard : fanout.shards()) {
                Integer said = number(HeldDatabases.requireReadable(shard, held.connection(shard)));
                if (said != null && said > fanout.shards().size()) {
                    throw new StorageException(
                            shard + " is one of " + said + " shards, but there are only "
                                    + fanout.shards().size() + "; bring back the others. Nothing was changed",
                            null);
                }
            }
            return held;
        } catch (Throwable e) {
            held.close();
            throw e;
        }
    }

    /** Only now nobody else can make a shard or reshard the directory. */
    private static void requireUnchanged(FanoutDirectory fanout) {
        if (!FanoutDirectory.at(fanout.directory()).equals(fanout)) {
            throw new StorageException(
                    "Another program has just changed " + fanout.directory()
                            + "; stop it and try again. Nothing was changed by this one",
                    null);
        }
    }

    private static @Nullable Integer number(SqliteConnection connection) throws SQLException {
        Scalar stored = connection.rows().settings().read(SHARDS_SETTING);
        return stored instanceof Scalar.Int64 number ? Math.toIntExact(number.value()) : null;
    }
}
