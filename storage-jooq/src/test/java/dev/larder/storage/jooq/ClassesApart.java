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

/** The classes of these tests loaded once more, with statics of their own, and without a library. */
final class ClassesApart implements AutoCloseable {

    private final URLClassLoader loader;

    private ClassesApart(URL[] classPath) {
        loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
    }

    /** @param library part of the name of the library's file */
    static ClassesApart without(String library) {
        String[] entries = System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1);
        return new ClassesApart(Arrays.stream(entries)
                .filter(entry -> !entry.contains(library))
                .map(ClassesApart::url)
                .toArray(URL[]::new));
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /** What {@link OpenCurrentStore} says when it is loaded here. */
    boolean openCurrentStore(Path file) throws Exception {
        Object open = loader.loadClass(OpenCurrentStore.class.getName())
                .getConstructor(String.class)
                .newInstance(file.toString());
        return (Boolean) ((Callable<?>) open).call();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
