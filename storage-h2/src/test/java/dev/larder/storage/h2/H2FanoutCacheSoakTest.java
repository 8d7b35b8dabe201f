package dev.larder.storage.h2;

import dev.larder.contract.FanoutCacheContract;
import dev.larder.contract.ShardStoragesUnderTest;
import dev.larder.storage.NamedStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract of caches that split their keys, on a file of H2; {@link H2FanoutCacheTest} is a part of it. */
@Tag("soak")
final class H2FanoutCacheSoakTest implements FanoutCacheContract, ShardStoragesUnderTest {

    @TempDir
    private static Path directory;

    private static SharedFile file;

    @BeforeAll
    static void open() {
        file = new SharedFile(H2.file(directory.resolve("store")));
    }

    @Override
    public NamedStorage newWhole() {
        return file.newStorage();
    }

    @Override
    public int shards() {
        return 2;
    }

    @AfterAll
    static void close() {
        file.close();
    }
}
