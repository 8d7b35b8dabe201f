package com.example.pantry;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import java.nio.file.Path;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.MutableEntry;

/** Counts in a cache how often it has been run, and in one of JCache too. */
public final class Main {

    private Main() {}

    /**
     * Runs the program.
     *
     * @param arguments the directory of the cache, and the count to expect
     */
    public static void main(String[] arguments) {
        try (Cache<String, Long> counts = Cache.at(Path.of(arguments[0]))
                .keys(Codec.string())
                .values(Codec.int64())
                .open()) {
            requireCount(counts.increment("runs"), arguments[1]);
            System.out.println(Cache.class.getModule() + ", run " + arguments[1]);
        }
        try (CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(Path.of(arguments[0] + ".jcache").toUri(), null)) {
            javax.cache.Cache<String, Long> counts =
                    manager.createCache("counts", new MutableConfiguration<String, Long>());
            requireCount(counts.invoke("runs", Main::increment), arguments[1]);
            System.out.println(counts.getClass().getModule() + ", run " + arguments[1]);
        }
    }

    private static long increment(MutableEntry<String, Long> entry, Object... arguments) {
        entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
        return entry.getValue();
    }

    private static void requireCount(long runs, String expected) {
        if (runs != Long.parseLong(expected)) {
            throw new IllegalStateException("Run " + runs + ", but expected to be run " + expected);
        }
    }
}
