package dev.larder.storage.jooq;

import dev.larder.storage.Key;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/** What opening a current store does, to be loaded where there is no Flyway. */
public final class OpenCurrentStore implements Callable<Boolean> {

    private final Path file;

    public OpenCurrentStore(String file) {
        this.file = Path.of(file);
    }

    @Override
    public Boolean call() throws SQLException {
        try (TestStore store = TestStore.open(file)) {
            return Schema.sqlite().isCurrent(store.session)
                    && new Lookup(store.session).value(Key.of("absent")) == null;
        }
    }
}
