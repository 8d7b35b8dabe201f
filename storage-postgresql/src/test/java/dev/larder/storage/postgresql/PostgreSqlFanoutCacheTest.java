package dev.larder.storage.postgresql;

import dev.larder.contract.SeveralStoresContract;
import dev.larder.contract.ShardStoragesContract;
import dev.larder.storage.NamedStorage;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** What caches that split their keys do over several stores, on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgreSqlFanoutCacheTest implements SeveralStoresContract, ShardStoragesContract {

    private final SharedDatabase database = new SharedDatabase();

    @Override
    public NamedStorage newWhole() {
        return database.newStorage();
    }

    @Override
    public int shards() {
        return 2;
    }

    @Override
    public void damageSettings(NamedStorage store) throws SQLException {
        database.damageSettings(store.name());
    }

    @AfterAll
    void close() {
        database.close();
    }
}
