package dev.larder.storage.jooq;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Scalar;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

/** Opens a current, empty store and uses it; to be loaded where there is neither jOOQ nor Flyway. */
public final class UseCurrentStore implements Callable<List<Boolean>> {

    private static final Key KEY = Key.of("key");

    private final Path file;

    public UseCurrentStore(String file) {
        this.file = Path.of(file);
    }

    /** What went as it should: opening, writing, reading, listing, removing. */
    @Override
    public List<Boolean> call() throws SQLException {
        try (TestStore store = TestStore.open(file)) {
            Session session = store.session;
            return List.of(
                    Schema.sqlite().isCurrent(session),
                    new RowWriter(session, StoreFixture.NO_FILES)
                            .storeInline(KEY, StoreFixture.row(Scalar.of("value"))),
                    new Lookup(session).value(KEY) != null,
                    new Pages(session)
                                    .page(PageRequest.first(PageRequest.Order.INSERTION, false, 10, Fetch.VALUE))
                                    .size()
                            == 1,
                    new RowRemover(session, StoreFixture.NO_FILES)
                                    .remove(KEY, Condition.always(), StoreFixture.NOW, Fetch.METADATA)
                            != null);
        }
    }
}
