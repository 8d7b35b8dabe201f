package dev.larder.storage.postgresql;

import dev.larder.contract.DequeContract;
import dev.larder.storage.Storage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of deques, on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgreSqlDequeContractTest implements DequeContract {

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
