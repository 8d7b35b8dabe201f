package dev.larder.jcache;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The technology compatibility kit in a directory. */
final class SqliteTckTest {

    @TempDir
    Path temporary;

    @Test
    void tck_onSqlite_passes() throws Exception {
        TckRun.on("SQLite", temporary.resolve("pantry").toUri(), temporary);
    }
}
