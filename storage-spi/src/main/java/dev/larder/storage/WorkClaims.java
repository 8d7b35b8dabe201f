package dev.larder.storage;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a claim brought.
 *
 * @param items the items, in the order in which they are to be worked on
 * @param untilNext if there are none, how long it takes until the first delay or lease ends; null if there is neither
 */
public record WorkClaims(List<WorkClaim> items, @Nullable Duration untilNext) {
    public WorkClaims {
        items = List.copyOf(items);
    }
}
