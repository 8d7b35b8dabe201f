package dev.larder.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What another JVM of this demonstration has to know to find the same files and caches.
 *
 * @param directory of the caches
 * @param bounds of the files
 * @param roots where the files are
 */
record Arguments(Path directory, Bounds bounds, List<Path> roots) {

    /** As {@link ChildJvm#start} passes them. */
    static Arguments parse(String[] args) {
        return new Arguments(
                Path.of(args[0]),
                new Bounds(Long.parseLong(args[1]), Long.parseLong(args[2])),
                Stream.of(args).skip(3).map(Path::of).toList());
    }

    /** The files. */
    FileList list() throws IOException {
        return FileWalk.list(roots, directory, bounds);
    }
}
