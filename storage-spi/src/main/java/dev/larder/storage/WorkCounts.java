package dev.larder.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many items a work queue has, by what they are at the moment. One whose lease has ended counts as ready, even if
 * the next claim will find that it has been handed out often enough.
 *
 * @param ready to be handed out
 * @param delayed to be handed out later
 * @param inFlight handed out, under a lease that has not ended
 * @param dead kept, but not handed out
 * @param oldestAge how long ago that item was put which was put first among those that are not dead; null if there is
 *     none
 */
public record WorkCounts(
        long ready,
        long delayed,
        long inFlight,
        long dead,
        @Nullable Duration oldestAge) {}
