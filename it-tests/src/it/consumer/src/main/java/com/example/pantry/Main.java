package com.example.pantry;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import java.nio.file.Path;

/** Counts in a cache how often it has been run. */
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
            long runs = counts.increment("runs");
            if (runs != Long.parseLong(arguments[1])) {
                throw new IllegalStateException("Run " + runs + ", but expected to be run " + arguments[1]);
            }
            System.out.println(Cache.class.getModule() + ", run " + runs);
        }
    }
}
