package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.FanoutCache;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a cache of shards takes of the server: round trips to open it, and connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShardsTest {

    private static final int SHARDS = 8;

    /** Somebody else may use the pool meanwhile, so the least of some tries counts. */
    private static final int TRIES = 3;

    private final CountingPool pool = new CountingPool(any -> {});
    private final PostgreSqlStorage storage =
            PostgreSql.at(pool).schema("shards").named("pages");
    private final Store keeper = storage.open(StoreConfig.defaults());

    @AfterAll
    void close() throws SQLException {
        keeper.close();
        pool.close();
    }

    private FanoutCache<Object, Object> open() {
        return FanoutCache.on(storage).shards(SHARDS).open();
    }

    @Test
    void open_cacheThatIsThere_takesTwoTripsForEachShardAndForTheFirstLook() {
        open().close();
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            int before = pool.trips();
            try (FanoutCache<Object, Object> cache = open()) {
                least = Math.min(least, pool.trips() - before);
                assertThat(cache.shards()).isEqualTo(SHARDS);
            }
        }

        assertThat(least).isEqualTo(2 * (SHARDS + 1));
    }

    @Test
    void transact_overAllShards_usesOneConnection() {
        try (FanoutCache<Object, Object> cache = open()) {
            cache.transact(tx -> {
                LongStream.range(0, 2 * SHARDS).forEach(key -> tx.set(key, key));
                assertThat(pool.lent()).isEqualTo(1);
            });
            assertThat(pool.lent()).isZero();
            assertThat(cache.size()).isEqualTo(2 * SHARDS);
        }
    }
}
