package dev.larder.examples.orders;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.examples.orders.schema.Tables.ORDERS;

import dev.larder.Larder;
import dev.larder.LoadOptions;
import dev.larder.jooq.JooqLarder;
import java.time.Duration;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Places orders. Safe for use by many threads. */
final class OrderService {

    private static final long MOST_CENTS = 100_00;

    /**
     * Who began to compute a total before an order was committed may store it after that, when the order's eviction has
     * been done: this is how long it can be wrong then.
     */
    private static final Duration LONGEST_STALE = Duration.ofSeconds(10);

    private final DSLContext dsl;
    private final JooqLarder shared;
    private final Larder larder;

    /**
     * Orders in a database.
     *
     * @param larder its collections outside of transactions
     */
    OrderService(DSLContext dsl, JooqLarder shared, Larder larder) {
        this.dsl = dsl;
        this.shared = shared;
        this.larder = larder;
    }

    /**
     * Places an order: its row, its number, the message about it, and the eviction of what it makes obsolete are one
     * transaction.
     *
     * @return its number
     * @throws IllegalStateException if the customer would owe too much; nothing has changed then
     */
    long place(String customer, String item, long cents) {
        return dsl.transactionResult(transaction -> {
            Larder joined = shared.in(transaction);
            long number = Shelf.numbers(joined).incrementAndGet();
            transaction
                    .dsl()
                    .insertInto(ORDERS, ORDERS.NUMBER, ORDERS.CUSTOMER, ORDERS.ITEM, ORDERS.CENTS)
                    .values(number, customer, item, cents)
                    .execute();
            Shelf.outbox(joined).put(new OrderPlaced(number, customer, item, cents));
            Shelf.totals(joined).delete(customer);
            requireLimit(customer, sum(transaction.dsl(), customer));
            return number;
        });
    }

    private static void requireLimit(String customer, long cents) {
        if (cents > MOST_CENTS) {
            throw new IllegalStateException(
                    customer + " would owe " + Money.text(cents) + ", more than " + Money.text(MOST_CENTS));
        }
    }

    /** What a customer owes. Computed once among all processes, until the next order of the customer is committed. */
    long total(String customer) {
        Long total = Shelf.totals(larder)
                .get(customer, name -> sum(dsl, name), LoadOptions.storing(expireAfter(LONGEST_STALE)));
        return Objects.requireNonNull(total, "a sum");
    }

    private static long sum(DSLContext dsl, String customer) {
        return dsl.select(DSL.coalesce(DSL.sum(ORDERS.CENTS), DSL.inline(0)))
                .from(ORDERS)
                .where(ORDERS.CUSTOMER.eq(customer))
                .fetchSingle()
                .value1()
                .longValue();
    }

    /** How many orders there are. */
    int count() {
        return dsl.fetchCount(ORDERS);
    }
}
