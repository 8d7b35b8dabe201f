package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.storage.h2.H2;
import dev.larder.storage.h2.H2Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The technology compatibility kit in an H2 database. */
final class H2TckTest {

    @TempDir
    Path temporary;

    @Test
    void tck_onH2_passes() throws Exception {
        H2Storage storage = H2.file(temporary.resolve("pantry"));
        // the tests close what they open, and H2 would close the file with its last collection
        try (Cache<Object, Object> kept = Cache.on(storage.named("kept")).open()) {
            assertThat(kept.size()).isZero();
            TckRun.on("H2", storage.uri(), temporary);
        }
    }
}
