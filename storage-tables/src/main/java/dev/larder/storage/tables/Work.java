package dev.larder.storage.tables;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Something to be done in a transaction, perhaps more than once until it is committed. */
@FunctionalInterface
interface Work<T extends @Nullable Object> {

    /** Does it. */
    @Nullable
    T run(Tx tx) throws SQLException;
}
