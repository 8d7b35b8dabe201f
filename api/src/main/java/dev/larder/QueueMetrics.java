package dev.larder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many items a {@link WorkQueue} has, all counted at one moment. One whose delay or lease has ended is ready.
 *
 * @param ready to be handed out
 * @param delayed to be handed out later
 * @param inFlight handed out, under a lease that has not ended
 * @param dead dead letters
 * @param oldestAge how long ago that item was put which was put first among those that are no dead letters; null if
 *     there is none
 */
public record QueueMetrics(
        long ready,
        long delayed,
        long inFlight,
        long dead,
        @Nullable Duration oldestAge) {}
