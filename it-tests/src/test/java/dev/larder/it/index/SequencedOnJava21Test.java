package dev.larder.it.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.larder.Index;
import dev.larder.OrderedCollection;
import dev.larder.OrderedMap;
import dev.larder.OrderedSet;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interfaces that the jar has in another form for Java 21 and newer. */
class SequencedOnJava21Test {

    private static final Map<Class<?>, String> PLATFORMS = Map.of(
            OrderedCollection.class, "java.util.SequencedCollection",
            OrderedSet.class, "java.util.SequencedSet",
            OrderedMap.class, "java.util.SequencedMap");

    @ParameterizedTest
    @ValueSource(classes = {OrderedCollection.class, OrderedSet.class, OrderedMap.class})
    void formForJava21_extendsThePlatformsInterfaceAndHasTheSameMethods(Class<?> type) {
        URL location = Index.class
                .getClassLoader()
                .getResource("META-INF/versions/21/" + type.getName().replace('.', '/') + ".class");
        assertThat(location).isNotNull();
        JavaClass form = new ClassFileImporter().importUrl(location).get(type);

        assertThat(form.getRawInterfaces()).extracting(JavaClass::getName).contains(PLATFORMS.get(type));
        Set<String> methods = form.getMethods().stream()
                .map(method ->
                        method.getName() + " " + method.getRawReturnType().getName())
                .collect(Collectors.toSet());
        assertThat(methods)
                .containsAll(Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic())
                        .map(SequencedOnJava21Test::signature)
                        .toList());
    }

    private static String signature(Method method) {
        return method.getName() + " " + method.getReturnType().getName();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "There is no SequencedMap before Java 21")
    void index_onJava21_isASequencedMap(@TempDir Path directory) throws Exception {
        String place =
                Index.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assumeTrue(place.endsWith(".jar"), "Only a jar has other forms of classes; this build has not packaged it yet");
        try (Index<Object, Object> index = Index.at(directory).open()) {
            assertThat(Class.forName("java.util.SequencedMap")).isAssignableFrom(index.getClass());
            assertThat(Class.forName("java.util.SequencedSet"))
                    .isAssignableFrom(index.sequencedKeySet().getClass());
            assertThat(Class.forName("java.util.SequencedCollection"))
                    .isAssignableFrom(index.sequencedValues().getClass());
        }
    }
}
