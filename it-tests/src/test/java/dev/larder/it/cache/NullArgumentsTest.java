package dev.larder.it.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.testing.NullPointerTester;
import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.LoadOptions;
import dev.larder.Progress;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every argument that is not declared nullable, for every public method. */
class NullArgumentsTest {

    @TempDir
    Path directory;

    private final NullPointerTester tester = new NullPointerTester()
            .setDefault(Object.class, "key")
            .setDefault(WriteOptions.class, WriteOptions.none())
            .setDefault(LoadOptions.class, LoadOptions.storing(WriteOptions.none()))
            .setDefault(Duration.class, Duration.ofSeconds(1))
            .setDefault(Instant.class, Instant.EPOCH)
            .setDefault(Progress.class, Progress.NONE)
            .setDefault(Setting.class, Setting.SIZE_LIMIT)
            .setDefault(Path.class, Path.of("cache"));

    @Test
    void cache() {
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            tester.testAllPublicInstanceMethods(cache);
            tester.testInstanceMethods(cache.withTimeout(Duration.ofSeconds(1)), NullPointerTester.Visibility.PUBLIC);
            assertThat(cache.size()).isZero();
        }
    }

    @Test
    void builder() {
        CacheBuilder<Object, Object> builder = Cache.at(directory);
        tester.testAllPublicInstanceMethods(builder);
        tester.testAllPublicStaticMethods(Cache.class);
    }

    @Test
    void values() {
        tester.testAllPublicStaticMethods(WriteOptions.class);
        tester.testAllPublicInstanceMethods(WriteOptions.none());
        tester.testAllPublicInstanceMethods(Codec.string());
    }
}
