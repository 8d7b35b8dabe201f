package dev.larder.storage.sqlite;

import com.google.common.collect.testing.ConcurrentMapTestSuiteBuilder;
import com.google.common.collect.testing.ConcurrentNavigableMapTestSuiteBuilder;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.TestStringSortedMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.Feature;
import com.google.common.collect.testing.features.MapFeature;
import dev.larder.Index;
import dev.larder.codec.Codec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import junit.extensions.TestSetup;
import junit.framework.Test;
import junit.framework.TestSuite;

/**
 * Guava's suites for concurrent maps and for navigable ones, on indexes. The one for navigable maps tests submaps of
 * descending maps of submaps and so on: here it tests each view once, {@link IndexAsMapSoakTest} runs all of it.
 */
public final class IndexAsMapTest {

    private static final Feature<?>[] FEATURES = {
        MapFeature.GENERAL_PURPOSE,
        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
        CollectionFeature.KNOWN_ORDER,
        CollectionSize.ANY
    };

    private static final Pattern VIEW = Pattern.compile(" descending| subMap ");

    private IndexAsMapTest() {}

    /** Called by the runner of JUnit 3 suites. */
    public static Test suite() {
        Index<String, String> index = open();
        TestSuite suites = new TestSuite("Index on SQLite");
        suites.addTest(inInsertionOrder(index));
        suites.addTest(pruned(sorted(index)));
        return new TestSetup(suites) {
            @Override
            protected void tearDown() {
                index.close();
            }
        };
    }

    private static TestSuite pruned(TestSuite suite) {
        TestSuite pruned = new TestSuite(suite.getName());
        for (int i = 0; i < suite.testCount(); i++) {
            Test test = suite.testAt(i);
            if (!(test instanceof TestSuite inner)) {
                pruned.addTest(test);
            } else if (isOfAViewOnce(inner.getName())) {
                pruned.addTest(pruned(inner));
            }
        }
        return pruned;
    }

    /** Whether the suite is of the sorted view, of the opposite order, or of one range, without views of views. */
    private static boolean isOfAViewOnce(String name) {
        long views = VIEW.matcher(name).results().count();
        return views == 0
                || (views == 1
                        && name.contains("[collection size: several]")
                        && (name.contains(" descending") || name.contains(" subMap INCLUSIVE-EXCLUSIVE")));
    }

    private static TestSuite inInsertionOrder(Index<String, String> index) {
        return ConcurrentMapTestSuiteBuilder.using(new TestStringMapGenerator() {
                    @Override
                    protected ConcurrentMap<String, String> create(Map.Entry<String, String>[] entries) {
                        return fill(index, entries);
                    }
                })
                .named("Index on SQLite")
                .withFeatures(FEATURES)
                .createTestSuite();
    }

    static TestSuite sorted(Index<String, String> index) {
        return ConcurrentNavigableMapTestSuiteBuilder.using(new TestStringSortedMapGenerator() {
                    @Override
                    protected SortedMap<String, String> create(Map.Entry<String, String>[] entries) {
                        return fill(index, entries).sorted();
                    }
                })
                .named("Index.sorted on SQLite")
                .withFeatures(FEATURES)
                .createTestSuite();
    }

    static Index<String, String> open() {
        return Index.temporary().keys(Codec.string()).values(Codec.string()).open();
    }

    private static Index<String, String> fill(Index<String, String> index, Map.Entry<String, String>[] entries) {
        return index.transactResult(same -> {
            index.clear();
            index.update(List.of(entries));
            return index;
        });
    }
}
