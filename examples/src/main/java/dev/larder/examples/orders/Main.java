package dev.larder.examples.orders;

import dev.larder.Larder;
import dev.larder.jooq.JooqLarder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Places some orders while a relay delivers the messages about them, and ends when all are delivered. */
public final class Main {

    private static final String USAGE = "Arguments: [orders=NUMBER] [die-when=taken|delivered] [directory=PATH] [URL]";

    private static final int KILLED = 137; // as the shell has it

    private static final Duration BRIEFLY = Duration.ofMillis(100);

    private Main() {}

    /**
     * What the command line says.
     *
     * @param dieWhen the step after which the process ends as if it were killed, or null
     */
    private record Arguments(
            int orders,
            Relay.@Nullable Step dieWhen,
            Path directory,
            @Nullable String url) {

        static Arguments of(String[] args) {
            int orders = 3;
            Relay.Step dieWhen = null;
            Path directory = Path.of("target/examples/orders");
            String url = null;
            for (String arg : args) {
                if (arg.startsWith("orders=")) {
                    orders = Integer.parseInt(arg.substring("orders=".length()));
                } else if (arg.equals("die-when=taken")) {
                    dieWhen = Relay.Step.TAKEN;
                } else if (arg.equals("die-when=delivered")) {
                    dieWhen = Relay.Step.DELIVERED;
                } else if (arg.startsWith("directory=")) {
                    directory = Path.of(arg.substring("directory=".length()));
                } else if (arg.startsWith("jdbc:")) {
                    url = arg;
                } else {
                    throw new IllegalArgumentException("'" + arg + "' is not understood. " + USAGE);
                }
            }
            return new Arguments(orders, dieWhen, directory, url);
        }

        String database() {
            return url == null ? "jdbc:sqlite:" + directory.resolve("orders.db") : url;
        }
    }

    /** Runs the application. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Arguments arguments = Arguments.of(args);
        Files.createDirectories(arguments.directory());
        try (Database database = new Database(arguments.database()).migrate()) {
            DSLContext dsl = database.dsl();
            JooqLarder shared = JooqLarder.using(dsl);
            try (Larder larder = shared.larder()) {
                run(arguments, new OrderService(dsl, shared, larder), larder);
            }
        }
    }

    private static void run(Arguments arguments, OrderService service, Larder larder)
            throws IOException, InterruptedException, ExecutionException {
        Inbox inbox = new Inbox(arguments.directory().resolve("inbox"));
        say("Orders: " + service.count() + ", messages in the inbox: " + inbox.count());
        Relay relay = new Relay(Shelf.outbox(larder), inbox, (message, step) -> {
            say("  " + message.key() + " " + step);
            if (step == arguments.dieWhen()) {
                Runtime.getRuntime().halt(KILLED); // nothing is closed, flushed or rolled back
            }
        });
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> relaying = executor.submit(() -> relay(relay, isOver));
            placeOrders(service, arguments.orders());
            isOver.set(true);
            relaying.get();
        } finally {
            executor.shutdownNow();
        }
        say("Orders: " + service.count() + ", messages in the inbox: " + inbox.count());
    }

    private static @Nullable Void relay(Relay relay, AtomicBoolean isOver) throws InterruptedException {
        while (!isOver.get() || relay.hasWork()) {
            relay.deliverNext(BRIEFLY);
        }
        return null;
    }

    private static void placeOrders(OrderService service, int orders) {
        for (int i = 1; i <= orders; i++) {
            place(service, "customer " + i, "espresso", 2_50);
        }
        if (orders > 0) {
            say("customer 1 owes " + Money.text(service.total("customer 1")));
            place(service, "customer 1", "machine", 99_00);
            say("customer 1 owes " + Money.text(service.total("customer 1")));
        }
    }

    private static void place(OrderService service, String customer, String item, long cents) {
        try {
            long number = service.place(customer, item, cents);
            say("order " + number + " of " + customer + " is committed: " + item + ", " + Money.text(cents));
        } catch (IllegalStateException e) {
            say("an order was rolled back: " + e.getMessage());
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
