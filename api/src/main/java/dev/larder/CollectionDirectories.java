package dev.larder;

import dev.larder.storage.StorageException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Where the collections of one root lie: by kind, and within that by name, as Python's DiskCache has them. */
record CollectionDirectories(Path root) implements LarderRoot {

    /** The directory of a collection, whether it is there or not. */
    Path of(CollectionKind kind, CollectionName name) {
        return name.in(root.resolve(kind.directory()));
    }

    @Override
    public Place place(CollectionKind kind, CollectionName name) {
        return Place.directory(of(kind, name));
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(root);
    }

    @Override
    public void alone(Cache<Object, Object> own, Runnable work) {
        own.transact(cache -> work.run());
    }

    @Override
    public boolean has(CollectionKind kind, CollectionName name) {
        return isCollection(of(kind, name), kind);
    }

    /** Python's check of a collection removes whatever else lies in its directory, other collections too. */
    @Override
    public void requireApart(CollectionKind kind, CollectionName name) {
        Path kindRoot = root.resolve(kind.directory());
        for (Path parent : name.parents(kindRoot)) {
            if (isCollection(parent, kind)) {
                throw new IllegalArgumentException("There cannot be a " + kind + " '" + name.name()
                        + "': it would lie inside the " + kind + " '" + nameOf(parent, kindRoot)
                        + "'; choose a name that does not begin so");
            }
        }
        Path directory = of(kind, name);
        if (!isCollection(directory, kind) && !list(kind, directory).isEmpty()) {
            throw new IllegalArgumentException("There cannot be a " + kind + " '" + name.name()
                    + "': there are others inside its directory " + directory + "; choose another name");
        }
    }

    @Override
    public List<NamedCollection> list() {
        return Arrays.stream(CollectionKind.values())
                .filter(CollectionKind::hasDirectory)
                .flatMap(kind -> list(kind, root.resolve(kind.directory())).stream())
                .sorted()
                .toList();
    }

    private List<NamedCollection> list(CollectionKind kind, Path below) {
        if (!Files.isDirectory(below)) {
            return List.of();
        }
        Path kindRoot = root.resolve(kind.directory());
        List<NamedCollection> found = new ArrayList<>();
        try {
            Files.walkFileTree(below, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    if (directory.equals(kindRoot) || !isCollection(directory, kind)) {
                        return FileVisitResult.CONTINUE;
                    }
                    found.add(new NamedCollection(kind, nameOf(directory, kindRoot)));
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (Files.exists(file)) {
                        throw failure;
                    }
                    return FileVisitResult.CONTINUE; // somebody has removed it meanwhile
                }
            });
        } catch (IOException e) {
            throw new StorageException("The directory " + below + " cannot be looked through: " + e, e);
        }
        return found;
    }

    private static boolean isCollection(Path directory, CollectionKind kind) {
        String mark = kind.mark();
        return mark != null && Files.exists(directory.resolve(mark));
    }

    private static String nameOf(Path directory, Path kindRoot) {
        return StreamSupport.stream(kindRoot.relativize(directory).spliterator(), false)
                .map(Path::toString)
                .collect(Collectors.joining("/"));
    }
}
