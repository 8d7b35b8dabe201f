package dev.larder.it.process;

import dev.larder.Cache;
import dev.larder.Delivery;
import dev.larder.Deque;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.jooq.JooqLarder;
import dev.larder.storage.LarderException;
import java.io.IOException;
import java.util.Random;
import org.jooq.CloseableDSLContext;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** What children do who take orders: rows of their own and collections, written in the same transactions. */
final class OrderPrograms {

    /** Who work beside each other in one child, each with a connection of its own. */
    static final int THREADS = 2;

    static final Table<Record> ORDERS = DSL.table(DSL.name("orders"));
    static final Field<Long> NUMBER = DSL.field(DSL.name("number"), SQLDataType.BIGINT.notNull());
    static final Field<String> STATE =
            DSL.field(DSL.name("state"), SQLDataType.VARCHAR(20).notNull());

    /** States of orders. */
    static final String OPEN = "open";

    static final String SHIPPED = "shipped";
    static final String CANCELLED = "cancelled";

    /** In the cache of the states: how many orders there are. */
    static final String COUNT = "count";

    /** More than two threads can be in each other's way. */
    private static final int MOST_ATTEMPTS = 100;

    private OrderPrograms() {}

    /** Rolls a transaction back. */
    private static final class RollbackException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** The state of each order by its number, and their number. */
    static Cache<Object, Object> states(Larder larder) {
        return larder.cache("states");
    }

    /** The orders that were not cancelled. */
    static Index<Long, String> valid(Larder larder) {
        return larder.index("valid", Codec.int64(), Codec.string());
    }

    /** All orders in the order in which they were taken. */
    static Deque<Long> journal(Larder larder) {
        return larder.deque("journal", Codec.int64());
    }

    /** The orders that are open. */
    static WorkQueue<Long> open(Larder larder) {
        return larder.queue("open", Codec.int64());
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /**
     * Takes, ships and cancels orders in transactions, of which some are rolled back, until it is killed. Says of each,
     * when it knows, {@code committed}, {@code rolled-back}, or {@code again} for what met another one, with the number
     * of the order that was new in it.
     */
    static final class TakeOrders {
        private TakeOrders() {}

        /** URL of the database, and the first number. */
        public static void main(String[] args) throws IOException {
            for (int i = 0; i < THREADS; i++) {
                long first = Long.parseLong(args[1]) + i;
                Thread thread = new Thread(() -> takeOrders(args[0], first));
                thread.setDaemon(true);
                thread.start();
            }
            while (System.in.read() >= 0) {
                // nobody says anything; the end of the input is the end of the parent
            }
        }

        private static void takeOrders(String url, long first) {
            try (CloseableDSLContext dsl = DSL.using(url)) {
                JooqLarder shared = JooqLarder.using(dsl);
                for (long number = first; ; number += THREADS) {
                    say(outcome(dsl, shared, number) + " " + number);
                }
            }
        }

        private static String outcome(DSLContext dsl, JooqLarder shared, long number) {
            for (int attempt = 1; ; attempt++) {
                try {
                    dsl.transaction(transaction -> work(transaction, shared.in(transaction), number));
                    return "committed";
                } catch (DataAccessException | LarderException conflict) {
                    if (attempt == MOST_ATTEMPTS) {
                        throw conflict;
                    }
                    say("again " + number);
                } catch (RollbackException e) {
                    return "rolled-back";
                }
            }
        }

        private static void work(Configuration transaction, Larder larder, long number) {
            Random random = new Random(number);
            boolean settlesFirst = random.nextBoolean();
            if (settlesFirst) {
                settle(transaction, larder, random);
            }
            take(transaction, larder, number);
            if (!settlesFirst && random.nextBoolean()) {
                settle(transaction, larder, random);
            }
            if (random.nextInt(3) == 0) {
                throw new RollbackException();
            }
        }

        private static void take(Configuration transaction, Larder larder, long number) {
            transaction
                    .dsl()
                    .insertInto(ORDERS, NUMBER, STATE)
                    .values(number, OPEN)
                    .execute();
            states(larder).set(number, OPEN);
            states(larder).increment(COUNT);
            valid(larder).put(number, "order " + number);
            journal(larder).addLast(number);
            open(larder).put(number);
        }

        /** Ships or cancels an order that is open, if there is one that nobody else is at. */
        private static void settle(Configuration transaction, Larder larder, Random random) {
            Delivery<Long> order = open(larder).poll();
            if (order == null) {
                return;
            }
            String state = random.nextBoolean() ? SHIPPED : CANCELLED;
            transaction
                    .dsl()
                    .update(ORDERS)
                    .set(STATE, state)
                    .where(NUMBER.eq(order.value()))
                    .execute();
            states(larder).set(order.value(), state);
            if (state.equals(CANCELLED)) {
                valid(larder).remove(order.value());
            }
            if (!order.ack()) {
                throw new IllegalStateException("Nobody else can have settled " + order.value());
            }
        }
    }
}
