package dev.larder.it.process;

import dev.larder.Delivery;
import dev.larder.QueueMetrics;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.storage.StoreFullException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/** What children do with work queues. */
final class WorkQueuePrograms {

    /** How long others wait for what a killed child had taken. */
    static final Duration LEASE = Duration.ofSeconds(2);

    /** Items that a child takes at most at a time. */
    static final int BATCH = 20;

    private static final BufferedReader ORDERS =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private WorkQueuePrograms() {}

    /** How the queues of these tests are opened. */
    static WorkQueue<Long> open(Path directory) {
        return WorkQueue.at(directory)
                .values(Codec.int64())
                .lease(LEASE)
                .maxAttempts(1_000)
                .open();
    }

    private static void say(Object line) {
        System.out.println(line);
        System.out.flush();
    }

    /**
     * Takes items, gives some back, acknowledges the others, and says all of it in lines of a word, the item and its
     * attempts: {@code taken}, with the times before and after in milliseconds since 1970, then {@code acked},
     * {@code nacked}, or {@code late} if it was no longer its own. Ends after an order, when the queue is empty.
     */
    static final class Work {
        private Work() {}

        public static void main(String[] args) throws Exception {
            AtomicBoolean finishing = new AtomicBoolean();
            try (WorkQueue<Long> queue = open(Path.of(args[0]))) {
                Thread orders = new Thread(() -> {
                    awaitOrder();
                    finishing.set(true);
                });
                orders.setDaemon(true);
                orders.start();
                say("ready");
                while (!finishing.get() || !isEmpty(queue.metrics())) {
                    workOnABatch(queue);
                }
            }
            say("done");
        }

        static boolean isEmpty(QueueMetrics metrics) {
            return metrics.ready() + metrics.delayed() + metrics.inFlight() == 0;
        }

        static void workOnABatch(WorkQueue<Long> queue) throws InterruptedException {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            long before = System.currentTimeMillis();
            List<Delivery<Long>> taken = queue.poll(random.nextInt(1, BATCH + 1), Duration.ofMillis(100));
            long after = System.currentTimeMillis();
            List<Delivery<Long>> done = new ArrayList<>();
            for (Delivery<Long> delivery : taken) {
                say("taken " + name(delivery) + " " + before + " " + after);
            }
            for (Delivery<Long> delivery : taken) {
                if (random.nextInt(50) == 0) {
                    say((delivery.nack(Duration.ofMillis(random.nextInt(20))) ? "nacked " : "late ") + name(delivery));
                } else if (random.nextInt(10) == 0) {
                    say((delivery.ack() ? "acked " : "late ") + name(delivery));
                } else {
                    done.add(delivery);
                }
            }
            List<Delivery<Long>> late = queue.ackAll(done);
            done.forEach(delivery -> say((late.contains(delivery) ? "late " : "acked ") + name(delivery)));
        }

        private static String name(Delivery<Long> delivery) {
            return delivery.value() + " " + delivery.attempts();
        }
    }

    /** Puts the numbers from one to another in one transaction for each order that says both, and says it again. */
    static final class Put {
        private Put() {}

        public static void main(String[] args) throws IOException {
            try (WorkQueue<Long> queue = open(Path.of(args[0]))) {
                say("ready");
                for (String order = ORDERS.readLine(); order != null; order = ORDERS.readLine()) {
                    String[] range = order.split(" ", -1);
                    queue.putAll(LongStream.range(Long.parseLong(range[0]), Long.parseLong(range[1]))
                            .boxed()
                            .toList());
                    say(order);
                }
            }
        }
    }

    /**
     * Takes numbers and puts the next greater one in the transaction that acknowledges it, until it comes to the end of
     * a thousand, which it makes a dead letter. Ends when nothing else is left.
     */
    static final class PassOn {
        private PassOn() {}

        public static void main(String[] args) throws InterruptedException {
            try (WorkQueue<Long> queue = open(Path.of(args[0]))) {
                say("ready");
                while (!Work.isEmpty(queue.metrics())) {
                    Delivery<Long> delivery = queue.poll(Duration.ofMillis(100));
                    if (delivery != null) {
                        passOn(queue, delivery);
                    }
                }
            }
        }

        private static void passOn(WorkQueue<Long> queue, Delivery<Long> delivery) {
            long next = delivery.value() + 1;
            if (next % 1_000 == 0) {
                delivery.reject("at the end");
                return;
            }
            queue.transact(tx -> {
                if (delivery.ack()) {
                    tx.put(next);
                }
            });
        }
    }

    private static void awaitOrder() {
        try {
            ORDERS.readLine();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes one item after the other and says when that was, in milliseconds since 1970. */
    static final class TakeAndTell {
        private TakeAndTell() {}

        public static void main(String[] args) throws Exception {
            try (WorkQueue<Long> queue = open(Path.of(args[0]))) {
                say("ready");
                while (true) {
                    Delivery<Long> delivery = queue.take();
                    long now = System.currentTimeMillis();
                    delivery.ack();
                    say(now);
                }
            }
        }
    }

    /** Takes an item and holds it until it is killed. */
    static final class TakeAndHold {
        private TakeAndHold() {}

        public static void main(String[] args) throws Exception {
            WorkQueue<Long> queue = open(Path.of(args[0]));
            queue.take();
            say("taken");
            awaitOrder();
        }
    }

    /** Lets many threads wait for items, and says how much processor time that takes in some seconds. */
    static final class WaitIdly {
        private WaitIdly() {}

        public static void main(String[] args) throws Exception {
            WorkQueue<Long> queue = open(Path.of(args[0]));
            int threads = Integer.parseInt(args[1]);
            CountDownLatch waiting = new CountDownLatch(threads);
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> {
                    waiting.countDown();
                    try {
                        queue.take();
                        say("not waiting");
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                thread.setDaemon(true);
                thread.start();
            }
            waiting.await();
            say("ready");
            ProcessorTime.tell(ORDERS);
        }
    }

    /** Puts a value for which there is no room, and says what came of it. */
    static final class PutUntilFull {
        private PutUntilFull() {}

        public static void main(String[] args) {
            try (WorkQueue<byte[]> queue = WorkQueue.at(Path.of(args[0]))
                    .values(Codec.bytes())
                    .checkGracePeriod(Duration.ZERO)
                    .open()) {
                queue.put(new byte[100_000]);
                try {
                    queue.putAll(List.of(new byte[100_000], new byte[Integer.parseInt(args[1])]));
                    say("not full");
                } catch (StoreFullException e) {
                    say("full: " + e.getMessage());
                }
                say(queue.metrics().ready() + " " + queue.poll().value().length + " " + queue.check());
            }
        }
    }
}
