package dev.larder.it.process;

import dev.larder.Deque;
import dev.larder.codec.Codec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What the children of the tests of deques do. */
final class DequePrograms {

    /** The element at which a consumer ends. */
    static final long END = Long.MAX_VALUE;

    private DequePrograms() {}

    static Deque<Long> open(Path directory) {
        return Deque.at(directory).values(Codec.int64()).open();
    }

    private static Deque<Long> open(String directory) {
        return open(Path.of(directory));
    }

    private static void say(Object line) {
        System.out.println(line);
        System.out.flush();
    }

    private static BufferedReader start() throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        say("ready");
        orders.readLine();
        return orders;
    }

    /** How a number is marked as done, and back. */
    static long done(long number) {
        return -1 - number;
    }

    /**
     * The first number that a producer has not added, if each of so many adds every so manyth one, in ascending order.
     */
    static long next(Deque<Long> deque, int producer, int producers) {
        return deque.<Long>transactResult(tx -> tx.stream()
                .mapToLong(element -> element < 0 ? done(element) : element)
                .filter(number -> number % producers == producer)
                .map(number -> number + producers)
                .max()
                .orElse(producer));
    }

    /**
     * Adds every {@code step}th number from a start to an end at the front, several at once, in ascending order, and
     * says the last one of those that were added.
     */
    static final class Produce {

        static final int BATCH = 10;

        private Produce() {}

        public static void main(String[] args) throws IOException {
            long end = Long.parseLong(args[2]);
            long step = Long.parseLong(args[3]);
            try (Deque<Long> deque = open(args[0])) {
                start();
                for (long next = Long.parseLong(args[1]); next < end; ) {
                    List<Long> numbers = new ArrayList<>();
                    for (int i = 0; i < BATCH && next < end; i++, next += step) {
                        numbers.add(next);
                    }
                    deque.addAllFirst(numbers);
                    say(numbers.get(numbers.size() - 1));
                }
            }
        }
    }

    /**
     * Takes numbers from the front and adds them at the back as done, several in one transaction, until so many
     * elements are there and all are done.
     */
    static final class MarkAsDone {

        private static final int BATCH = 10;

        private MarkAsDone() {}

        public static void main(String[] args) throws IOException {
            long all = Long.parseLong(args[1]);
            try (Deque<Long> deque = open(args[0])) {
                start();
                while (true) {
                    Long head = deque.peekFirst();
                    if (head != null && head >= 0) {
                        deque.transact(MarkAsDone::markSome);
                    } else if (deque.length() == all) {
                        return;
                    } else {
                        LockSupport.parkNanos(1_000_000);
                    }
                }
            }
        }

        static void markSome(Deque<Long> deque) {
            List<Long> marked = new ArrayList<>();
            for (Long head = deque.peekFirst();
                    head != null && head >= 0 && marked.size() < BATCH;
                    head = deque.peekFirst()) {
                marked.add(done(deque.removeFirst()));
            }
            deque.addAll(marked);
        }
    }

    /** Takes elements and says them, until it meets the end, which it leaves for the others. */
    static final class TakeAll {
        private TakeAll() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            try (Deque<Long> deque = open(args[0])) {
                start();
                for (long taken = deque.take(); taken != END; taken = deque.take()) {
                    say(taken);
                }
                deque.putLast(END);
            }
            say("done");
        }
    }

    /** Takes one element after the other and says when it had it, in milliseconds of the wall clock. */
    static final class TakeAndTell {
        private TakeAndTell() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            try (Deque<Long> deque = open(args[0])) {
                start();
                for (long taken = deque.take(); taken != END; taken = deque.take()) {
                    say(System.currentTimeMillis());
                }
            }
        }
    }

    /** Waits for elements on many threads and says how much processor time that takes between two lines. */
    static final class WaitIdly {
        private WaitIdly() {}

        public static void main(String[] args) throws IOException {
            Deque<Long> deque = open(args[0]);
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                Thread waiting = new Thread(() -> take(deque));
                waiting.setDaemon(true);
                waiting.start();
            }
            ProcessorTime.tell(start());
        }

        private static void take(Deque<Long> deque) {
            try {
                deque.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Puts a deque into other orders, so many times. */
    static final class Shuffle {
        private Shuffle() {}

        public static void main(String[] args) throws IOException {
            try (Deque<Long> deque = open(args[0])) {
                start();
                for (int i = Integer.parseInt(args[1]); i > 0; i--) {
                    deque.rotate(i % 7 - 3);
                    deque.reverse();
                    deque.transact(tx -> tx.addFirst(tx.removeLast()));
                    deque.transact(tx -> tx.addLast(tx.removeAt(tx.length() / 2)));
                }
            }
        }
    }
}
