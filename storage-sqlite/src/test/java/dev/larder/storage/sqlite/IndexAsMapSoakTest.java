package dev.larder.storage.sqlite;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.larder.Index;
import java.util.Collections;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** All of Guava's suite for navigable maps, some thirty thousand tests, on the sorted view of an index. */
@Tag("soak")
final class IndexAsMapSoakTest {

    private static final Index<String, String> INDEX = IndexAsMapTest.open();

    @AfterAll
    static void close() {
        INDEX.close();
    }

    @TestFactory
    Stream<DynamicNode> sorted() {
        return children(IndexAsMapTest.sorted(INDEX));
    }

    private static Stream<DynamicNode> children(TestSuite suite) {
        return Collections.list(suite.tests()).stream().map(IndexAsMapSoakTest::node);
    }

    private static DynamicNode node(Test test) {
        return test instanceof TestSuite suite
                ? dynamicContainer(suite.getName(), children(suite))
                : dynamicTest(test.toString(), () -> run(test));
    }

    private static void run(Test test) throws Throwable {
        TestResult result = new TestResult();
        test.run(result);
        for (TestFailure failure : Collections.list(result.errors())) {
            throw failure.thrownException();
        }
        for (TestFailure failure : Collections.list(result.failures())) {
            throw failure.thrownException();
        }
    }
}
