package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LarderPropertiesTest {

    @TempDir
    Path directory;

    private static Properties properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }

    private Path file(Properties properties) throws IOException {
        Path file = directory.resolve("larder.properties");
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    @Test
    void createCache_withAllProperties_obeysThem() {
        Properties properties = properties(
                LarderProperties.SIZE_LIMIT,
                "1048576",
                LarderProperties.EVICTION_POLICY,
                "least-recently-used",
                LarderProperties.DURABILITY,
                "full",
                LarderProperties.TIMEOUT,
                "PT5S",
                LarderProperties.ALLOWED_CLASSES,
                "java.util.ArrayList",
                "somebody.elses",
                "left alone");
        try (CacheManager manager = Managers.at(directory.toUri(), properties)) {
            Cache<String, ArrayList<String>> cache =
                    manager.createCache("all", new MutableConfiguration<String, ArrayList<String>>());
            cache.put("a", new ArrayList<>(List.of("b")));

            assertThat(cache.get("a")).containsExactly("b");
            dev.larder.Cache<?, ?> store = cache.unwrap(dev.larder.Cache.class);
            assertThat(store.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1 << 20);
            assertThat(store.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.LEAST_RECENTLY_USED);
        }
    }

    @Test
    void createCache_withAConfigurationOfItsOwn_takesThatFirst() {
        Properties properties = properties(LarderProperties.SIZE_LIMIT, "1048576");
        try (CacheManager manager = Managers.at(directory.toUri(), properties)) {
            Cache<String, String> cache =
                    manager.createCache("own", new LarderConfiguration<String, String>().setSizeLimit(1 << 21));

            assertThat(cache.unwrap(dev.larder.Cache.class).settings().get(Setting.SIZE_LIMIT))
                    .isEqualTo(1 << 21);
        }
    }

    @Test
    void getCacheManager_withTheUriOfAFile_keepsCachesWhereItSays() throws IOException {
        Path file = file(properties(
                LarderProperties.STORAGE, directory.resolve("pantry").toUri().toString()));
        try (CacheManager manager = Managers.at(file.toUri(), new Properties())) {
            manager.createCache("here", new MutableConfiguration<String, String>())
                    .put("a", "b");

            assertThat(manager.getURI()).isEqualTo(file.toUri());
            assertThat(directory.resolve("pantry/cache/here")).isDirectory();
        }
    }

    @Test
    void getCacheManager_withTheNameOfAResource_readsIt() {
        Properties storage = properties(
                LarderProperties.STORAGE, directory.resolve("pantry").toUri().toString());
        try (CacheManager manager = Managers.at(URI.create("limited.properties"), storage)) {
            Cache<String, String> cache = manager.createCache("here", new MutableConfiguration<String, String>());

            assertThat(cache.unwrap(dev.larder.Cache.class).settings().get(Setting.SIZE_LIMIT))
                    .isEqualTo(4096);
        }
    }

    @Test
    void getCacheManager_withAFileThatNamesNoStorage_saysWhichPropertyIsMissing() throws IOException {
        URI file = file(new Properties()).toUri();

        assertThatThrownBy(() -> Managers.at(file, new Properties()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(LarderProperties.STORAGE)
                .hasMessageContaining(file.toString());
    }

    @Test
    void getCacheManager_withAFileThatIsNotThere_saysWhich() {
        URI file = directory.resolve("missing.properties").toUri();

        assertThatThrownBy(() -> Managers.at(file, new Properties()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(file.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "larder.size-limit, many",
        "larder.size-limit, -1",
        "larder.eviction-policy, oldest",
        "larder.durability, some",
        "larder.timeout, soon",
        "larder.timeout, PT-1S",
        "larder.allowed-classes, com.example.Missing",
        "larder.size_limit, 1",
    })
    void getCacheManager_withAPropertyThatCannotBe_namesIt(String name, String value) {
        Properties properties = properties(name, value);

        assertThatThrownBy(() -> Managers.at(directory.toUri(), properties))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(name.equals("larder.size_limit") ? LarderProperties.SIZE_LIMIT : value);
    }

    @Test
    void getCacheManager_withAUriOfNoStorage_saysSo() {
        URI uri = URI.create("nowhere:/pantry");

        assertThatThrownBy(() -> Managers.at(uri, new Properties()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(uri.toString());
    }
}
