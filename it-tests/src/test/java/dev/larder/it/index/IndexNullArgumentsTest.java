package dev.larder.it.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.testing.NullPointerTester;
import dev.larder.Index;
import dev.larder.codec.Codec;
import dev.larder.storage.Setting;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every argument that is not declared nullable, for every public method. */
class IndexNullArgumentsTest {

    @TempDir
    Path directory;

    private final NullPointerTester tester = new NullPointerTester()
            .setDefault(Object.class, "key")
            .setDefault(Duration.class, Duration.ofSeconds(1))
            .setDefault(Codec.class, Codec.natives())
            .setDefault(Setting.class, Setting.SIZE_LIMIT)
            .setDefault(Path.class, Path.of("index"));

    @Test
    void index() {
        try (Index<Object, Object> index = Index.at(directory).open()) {
            tester.testInstanceMethods(index, NullPointerTester.Visibility.PUBLIC);
            tester.testInstanceMethods(index.reversed(), NullPointerTester.Visibility.PUBLIC);
            tester.testInstanceMethods(index.sorted(), NullPointerTester.Visibility.PUBLIC);
            assertThat(index).isEmpty();
        }
    }

    @Test
    void builder() {
        tester.testAllPublicInstanceMethods(Index.at(directory));
        tester.testAllPublicStaticMethods(Index.class);
    }
}
