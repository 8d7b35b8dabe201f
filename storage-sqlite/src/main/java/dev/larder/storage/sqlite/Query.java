package dev.larder.storage.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something that reads rows and changes nothing.
 *
 * @param <T> type of the result
 */
@FunctionalInterface
interface Query<T extends @Nullable Object> {

    @Nullable
    T run(Rows rows) throws SQLException;
}
