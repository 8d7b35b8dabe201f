package dev.larder.storage.h2;

import dev.larder.contract.SeveralStoresContract;
import dev.larder.contract.ShardStoragesContract;
import dev.larder.storage.NamedStorage;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** What caches that split their keys do over several stores, on H2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class H2FanoutCacheTest implements SeveralStoresContract, ShardStoragesContract {

    private final SharedMemory memory = new SharedMemory();

    @Override
    public NamedStorage newWhole() {
        return memory.newStorage();
    }

    @Override
    public int shards() {
        return 2;
    }

    @Override
    public void damageSettings(NamedStorage store) throws SQLException {
        memory.damageSettings(store.name());
    }

    @AfterAll
    void close() {
        memory.close();
    }
}
