package dev.larder.examples.orders;

import dev.larder.Cache;
import dev.larder.Counter;
import dev.larder.Larder;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.codec.jackson.Json;
import java.time.Duration;

/** The collections of the application: the same within a transaction and outside, as the larder says. */
final class Shelf {

    /** How long a message waits whose relay was killed. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    private Shelf() {}

    /** Numbers without gaps: those of orders that were rolled back are given again. */
    static Counter numbers(Larder larder) {
        return larder.counter("order numbers");
    }

    /** Messages that were committed with their orders and are to be delivered. */
    static WorkQueue<OrderPlaced> outbox(Larder larder) {
        return larder.queue(
                "outbox", options -> options.values(Json.of(OrderPlaced.class)).lease(LEASE));
    }

    /** What each customer owes, as it was computed from the orders. */
    static Cache<String, Long> totals(Larder larder) {
        return larder.cache("totals", Codec.string(), Codec.int64());
    }
}
