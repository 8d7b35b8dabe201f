package dev.larder.storage.postgresql;

import dev.larder.contract.FanoutCacheContract;
import dev.larder.contract.ShardStoragesUnderTest;
import dev.larder.storage.NamedStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The contract of caches that split their keys, on PostgreSQL; {@link PostgreSqlFanoutCacheTest} is a part of it. */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgreSqlFanoutCacheSoakTest implements FanoutCacheContract, ShardStoragesUnderTest {

    private final SharedDatabase database = new SharedDatabase();

    @Override
    public NamedStorage newWhole() {
        return database.newStorage();
    }

    @Override
    public int shards() {
        return 2;
    }

    @AfterAll
    void close() {
        database.close();
    }
}
