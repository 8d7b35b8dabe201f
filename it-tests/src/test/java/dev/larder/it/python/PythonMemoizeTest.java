package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.MemoizedFunction;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that Java and Python DiskCache memoize under one name. */
class PythonMemoizeTest {

    @TempDir
    private Path directory;

    private PythonConsole python;
    private Cache<Object, Object> cache;

    @BeforeEach
    void open() throws Exception {
        python = PythonConsole.open(directory);
        cache = Cache.at(directory).open();
    }

    @AfterEach
    void close() {
        if (cache != null) {
            cache.close();
            python.close();
        }
    }

    @Test
    void function_calledInJava_isNotCalledInPython() throws Exception {
        MemoizedFunction<Object, Object> function =
                cache.memoize("name").function(n -> n == null ? null : n + " by Java");
        function.apply("x");
        function.apply(7);
        function.apply(null);

        assertThat(python.evaluate("cache.memoize('name')(lambda n: 'called')('x')"))
                .isEqualTo("'x by Java'");
        assertThat(python.evaluate("cache.memoize('name')(lambda n: 'called')(7)"))
                .isEqualTo("'7 by Java'");
        assertThat(python.evaluate("cache.memoize('name')(lambda n: 'called')(None)"))
                .isEqualTo("None");
    }

    @Test
    void function_calledInPython_isNotCalledInJava() throws Exception {
        python.evaluate("cache.memoize('name')(lambda n: n + ' by Python')('x')");
        python.evaluate("cache.memoize('name')(lambda a, b: a + b)(*['equal'] * 2)");
        python.evaluate("cache.memoize('name')(lambda n: None)(7)");

        MemoizedFunction<Object, Object> function = cache.memoize("name").function(n -> "called");
        assertThat(function.apply("x")).isEqualTo("x by Python");
        assertThat(function.apply(7)).isNull();
        assertThat(cache.memoize("name").biFunction((a, b) -> "called").apply("equal", "equal"))
                .isEqualTo("equalequal");
    }
}
