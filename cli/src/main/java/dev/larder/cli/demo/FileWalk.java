package dev.larder.cli.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the regular files below some directories. It follows no links, and leaves out hidden directories, Maven's build
 * output, and one directory given to it: that of the cache, whose database must not be opened beside the cache that
 * uses it.
 */
final class FileWalk extends SimpleFileVisitor<Path> {

    private final List<Path> roots;
    private final Path leftOut;
    private final Bounds bounds;
    private final List<SourceFile> files = new ArrayList<>();
    private long seen;
    private long bytes;
    private long unreadable;
    private boolean complete = true;

    private FileWalk(List<Path> roots, Path leftOut, Bounds bounds) {
        this.roots = roots;
        this.leftOut = leftOut;
        this.bounds = bounds;
    }

    /**
     * @param roots directories and files, without links in their paths
     * @param leftOut a directory, without links in its path
     */
    static FileList list(List<Path> roots, Path leftOut, Bounds bounds) throws IOException {
        FileWalk walk = new FileWalk(roots, leftOut, bounds);
        for (Path root : roots) {
            Files.walkFileTree(root, walk);
        }
        walk.files.sort(Comparator.comparingLong(SourceFile::size).reversed().thenComparing(SourceFile::path));
        return new FileList(List.copyOf(walk.files), walk.bytes, walk.unreadable, walk.complete);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean unwanted = directory.equals(leftOut)
                || (!roots.contains(directory) && (isHidden(directory) || isBuildOutput(directory)));
        return unwanted ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path directory) {
        return directory.getFileName().toString().startsWith(".");
    }

    private static boolean isBuildOutput(Path directory) {
        return directory.endsWith("target") && Files.exists(directory.resolveSibling("pom.xml"));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            return FileVisitResult.CONTINUE;
        }
        if (seen == bounds.files()) {
            complete = false;
            return FileVisitResult.TERMINATE;
        }
        seen++;
        if (attributes.size() > bounds.bytes() - bytes) {
            complete = false;
            return FileVisitResult.CONTINUE;
        }
        files.add(SourceFile.of(file, attributes));
        bytes += attributes.size();
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        unreadable++;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
        if (failure != null) {
            unreadable++;
        }
        return FileVisitResult.CONTINUE;
    }
}
