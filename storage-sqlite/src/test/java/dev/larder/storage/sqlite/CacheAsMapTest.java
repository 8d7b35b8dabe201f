package dev.larder.storage.sqlite;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.MapFeature;
import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.FanoutCache;
import dev.larder.codec.Codec;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import junit.extensions.TestSetup;
import junit.framework.Test;
import junit.framework.TestSuite;

/** Guava's suite for concurrent maps, on the map views of caches. */
public final class CacheAsMapTest {

    private CacheAsMapTest() {}

    /** Called by the runner of JUnit 3 suites. */
    public static Test suite() {
        TestSuite suites = new TestSuite("asMap on SQLite");
        suites.addTest(suite("Cache", Cache.temporary(), CollectionFeature.KNOWN_ORDER));
        suites.addTest(suite("FanoutCache", FanoutCache.temporary().shards(3)));
        return suites;
    }

    private static Test suite(String name, CacheBuilder<Object, Object> builder, Feature<?>... features) {
        Cache<String, String> cache =
                builder.keys(Codec.string()).values(Codec.string()).open();
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
                .named(name + ".asMap on SQLite")
                .withFeatures(
                        MapFeature.GENERAL_PURPOSE, CollectionFeature.SUPPORTS_ITERATOR_REMOVE, CollectionSize.ANY)
                .withFeatures(features)
                .createTestSuite();
        return new TestSetup(suite) {
            @Override
            protected void tearDown() {
                cache.close();
            }
        };
    }
}
