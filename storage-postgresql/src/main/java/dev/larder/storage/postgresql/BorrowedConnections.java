package dev.larder.storage.postgresql;

import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Those of a pool of the application. */
record BorrowedConnections(DataSource dataSource) implements Connections {

    @Override
    public Pool open(Duration answer) {
        return new Pool(dataSource, () -> {}); // it is the application's to close
    }

    @Override
    public Pool openIfThere(Duration answer) {
        return open(answer);
    }

    @Override
    public @Nullable String url() {
        return null;
    }
}
