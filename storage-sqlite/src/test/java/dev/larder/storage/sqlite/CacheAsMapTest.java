package dev.larder.storage.sqlite;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import dev.larder.Cache;
import dev.larder.codec.Codec;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import junit.extensions.TestSetup;
import junit.framework.Test;

/** Guava's suite for concurrent maps, on the map view of a cache. */
public final class CacheAsMapTest {

    private CacheAsMapTest() {}

    /** Called by the runner of JUnit 3 suites. */
    public static Test suite() {
        Cache<String, String> cache =
                Cache.temporary().keys(Codec.string()).values(Codec.string()).open();
        Test suite = ConcurrentMapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected ConcurrentMap<String, String> create(Map.Entry<String, String>[] entries) {
                        cache.clear();
                        ConcurrentMap<String, String> map = cache.asMap();
                        for (Map.Entry<String, String> entry : entries) {
                            map.put(entry.getKey(), entry.getValue());
                        }
                        return map;
                    }
                })
                .named("Cache.asMap on SQLite")
                .withFeatures(
                        MapFeature.GENERAL_PURPOSE,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionSize.ANY)
                .createTestSuite();
        return new TestSetup(suite) {
            @Override
            protected void tearDown() {
                cache.close();
            }
        };
    }
}
