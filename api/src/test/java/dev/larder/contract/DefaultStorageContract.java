package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.storage.Capability;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For the storage that is behind {@link Cache#at} and {@link Cache#temporary}. */
public interface DefaultStorageContract extends CacheUnderTest {

    @Test
    default void at_directoryThatIsNotThere_makesAndKeepsIt(@TempDir Path parent) {
        Path directory = parent.resolve("not").resolve("there").resolve("yet \u00e9 %20");
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            assertThat(cache.directory()).contains(directory.toAbsolutePath());
            cache.set("key", Samples.large(1));
        }
        assertThat(directory).isDirectory();
        try (Cache<Object, Object> again = Cache.at(directory).open()) {
            assertThat(again.get("key")).isEqualTo(Samples.large(1));
        }
    }

    @Test
    default void temporary_everyTime_isAFreshDirectoryThatIsKept(CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        Cache<Object, Object> cache = testbed.open(unused -> Cache.temporary());
        Cache<Object, Object> another = testbed.open(unused -> Cache.temporary());
        Path directory = cache.directory().orElseThrow();
        assertThat(another.directory()).isPresent().isNotEqualTo(cache.directory());
        assertThat(directory).isDirectory();
        assertThat(cache.size()).isZero();
        cache.set("key", "value");
        assertThat(another.size()).isZero();

        cache.close();
        assertThat(directory).as("kept when closed").isDirectory();
        assertThat(cache.get("key")).as("opened again in the same place").isEqualTo("value");
        assertThat(cache.directory()).contains(directory);
        try (Cache<Object, Object> again = Cache.at(directory).open()) {
            assertThat(again.get("key")).isEqualTo("value");
        }
    }
}
