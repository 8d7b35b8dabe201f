package dev.larder.storage.sqlite;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import dev.larder.Deque;
import dev.larder.codec.Codec;
import java.util.List;
import java.util.Queue;
import junit.extensions.TestSetup;
import junit.framework.Test;

/** Guava's suite for queues, which holds the one for collections and their iterators, on deques. */
public final class DequeAsQueueTest {

    private DequeAsQueueTest() {}

    /** Called by the runner of JUnit 3 suites. */
    public static Test suite() {
        Deque<String> deque = Deque.temporary().values(Codec.string()).open();
        Test suite = QueueTestSuiteBuilder.using(new TestStringQueueGenerator() {
                    @Override
                    protected Queue<String> create(String[] elements) {
                        deque.clear();
                        deque.addAll(List.of(elements));
                        return deque;
                    }
                })
                .named("Deque on SQLite")
                .withFeatures(
                        CollectionFeature.GENERAL_PURPOSE,
                        CollectionFeature.SUPPORTS_ITERATOR_REMOVE,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionSize.ANY)
                .createTestSuite();
        return new TestSetup(suite) {
            @Override
            protected void tearDown() {
                deque.close();
            }
        };
    }
}
