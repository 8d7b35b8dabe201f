package dev.larder.it.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which package lies in which module, and which packages a module exports.
 *
 * @param moduleOf module by package
 * @param exported the packages that other modules may use
 * @param friends the modules that alone may use a package, by package
 */
record ModuleMap(Map<String, String> moduleOf, Set<String> exported, Map<String, Set<String>> friends) {

    /** Larder's modules as their descriptors on the class path tell. */
    static ModuleMap of(List<ModuleReference> modules) {
        Map<String, String> moduleOf = new TreeMap<>();
        for (ModuleReference module : modules) {
            ModuleDescriptor descriptor = module.descriptor();
            descriptor.packages().forEach(name -> moduleOf.put(name, descriptor.name()));
        }
        Set<String> exported = exports(modules)
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        Map<String, Set<String>> friends = exports(modules)
                .filter(ModuleDescriptor.Exports::isQualified)
                .collect(Collectors.toMap(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets));
        return new ModuleMap(moduleOf, exported, friends);
    }

    private static Stream<ModuleDescriptor.Exports> exports(List<ModuleReference> modules) {
        return modules.stream().flatMap(module -> module.descriptor().exports().stream());
    }

    /** The packages that this module may use, but hardly any other. */
    Set<String> exportedTo(String module) {
        return friends.keySet().stream()
                .filter(name -> friends.get(name).contains(module))
                .collect(Collectors.toSet());
    }

    /**
     * Every named module of Larder on the class path, jars and directories of classes alike; each once, as it is found
     * first.
     */
    static List<ModuleReference> onClassPath() {
        return ModuleFinder.of(roots()).findAll().stream()
                .filter(module -> module.descriptor().name().startsWith("dev.larder"))
                .toList();
    }

    Optional<String> moduleOf(String packageName) {
        return Optional.ofNullable(moduleOf.get(packageName));
    }

    private static Path[] roots() {
        try {
            return Collections.list(ModuleMap.class.getClassLoader().getResources("module-info.class")).stream()
                    .map(ModuleMap::root)
                    .toArray(Path[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * From {@code jar:file:/a.jar!/module-info.class} or {@code file:/classes/module-info.class} to the jar or
     * directory.
     */
    private static Path root(URL descriptor) {
        String location = descriptor.toString();
        String root = location.startsWith("jar:")
                ? location.substring("jar:".length(), location.indexOf("!/"))
                : location.substring(0, location.lastIndexOf('/'));
        return Path.of(URI.create(root));
    }
}
