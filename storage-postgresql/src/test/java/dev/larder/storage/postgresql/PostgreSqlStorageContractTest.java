package dev.larder.storage.postgresql;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.StorageContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of storages, on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgreSqlStorageContractTest implements StorageContract {

    private final SharedDatabase database = new SharedDatabase();

    @Override
    public Storage newStorage() {
        return database.newStorage();
    }

    @AfterAll
    void close() {
        database.close();
    }
}
