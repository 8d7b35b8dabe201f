package dev.larder.cli.demo;

import java.time.Duration;
import java.util.Arrays;

/**
 * What the second JVM read.
 *
 * @param files number of files it asked for
 * @param found number of those that the cache knew
 * @param wrong number of those whose copy, unpacked, had other facts than the cache said
 * @param nanos how long it took, in nanoseconds
 */
record Reading(long files, long found, long wrong, long nanos) {

    Duration time() {
        return Duration.ofNanos(nanos);
    }

    /** Numbers with blanks between them, for {@link #parse}. */
    @Override
    public String toString() {
        return files + " " + found + " " + wrong + " " + nanos;
    }

    static Reading parse(String line) {
        long[] numbers =
                Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Reading(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
