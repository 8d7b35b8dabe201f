package dev.larder.storage.jooq;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** The classes of these tests loaded once more, with statics of their own, and without jOOQ and Flyway. */
final class ClassesApart implements AutoCloseable {

    private final URLClassLoader loader;

    ClassesApart() {
        String[] entries = System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1);
        URL[] classPath = Arrays.stream(entries)
                .filter(entry -> !isTakenAway(Path.of(entry).getFileName().toString()))
                .map(ClassesApart::url)
                .toArray(URL[]::new);
        loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
    }

    private static boolean isTakenAway(String file) {
        return file.startsWith("jooq-") || file.startsWith("flyway-");
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether there is a class of this name. */
    boolean have(String className) {
        try {
            loader.loadClass(className);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** What {@link UseCurrentStore} returns when it is loaded here. */
    Object useCurrentStore(Path file) throws Exception {
        Object use = loader.loadClass(UseCurrentStore.class.getName())
                .getConstructor(String.class)
                .newInstance(file.toString());
        return ((Callable<?>) use).call();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
