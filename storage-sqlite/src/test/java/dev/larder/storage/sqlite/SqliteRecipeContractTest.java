package dev.larder.storage.sqlite;

import dev.larder.contract.RecipeContract;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the recipes, on SQLite. */
final class SqliteRecipeContractTest implements RecipeContract {

    @TempDir
    Path directory;

    @Override
    public Storage newStorage() {
        return MigratedStorage.at(directory.resolve("cache"));
    }
}
