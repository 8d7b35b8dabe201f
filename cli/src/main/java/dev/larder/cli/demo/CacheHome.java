package dev.larder.cli.demo;

import java.nio.file.Path;
import java.util.Map;

/** Where caches of the user's programs lie, by the XDG Base Directory Specification. */
final class CacheHome {

    private CacheHome() {}

    /** @param environment the environment's variables */
    static Path in(Map<String, String> environment) {
        String chosen = environment.getOrDefault("XDG_CACHE_HOME", "");
        // the specification: relative paths are invalid and to be ignored
        return Path.of(chosen).isAbsolute() ? Path.of(chosen) : Path.of(System.getProperty("user.home"), ".cache");
    }
}
