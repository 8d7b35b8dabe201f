package dev.larder.storage.postgresql;

import dev.larder.contract.RecipeContract;
import dev.larder.storage.Storage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of the recipes, on PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgreSqlRecipeContractTest implements RecipeContract {

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
