package dev.larder.it.process;

import dev.larder.Cache;
import dev.larder.Counter;
import dev.larder.Larder;
import dev.larder.codec.Codec;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;

/** What children do with locks and counters of a larder. */
final class LarderPrograms {

    private LarderPrograms() {}

    /** A number that takes two steps to count with: every two that take them at the same time lose one. */
    static Cache<String, Long> numbers(Larder larder) {
        return larder.cache("numbers", Codec.string(), Codec.int64());
    }

    /** Counts so many times, in two steps under a lock, and with a counter. */
    static void count(Larder larder, int times) {
        Lock lock = larder.lock("turn");
        Counter counter = larder.counter("count");
        Cache<String, Long> numbers = numbers(larder);
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                numbers.set("number", numbers.getOrDefault("number", 0L) + 1);
            } finally {
                lock.unlock();
            }
            counter.incrementAndGet();
        }
    }

    /** Counts when it is told to. */
    static final class Count {
        private Count() {}

        public static void main(String[] args) throws Exception {
            try (Larder larder = Larder.open(Path.of(args[0]))) {
                System.out.println("ready");
                System.out.flush();
                if (System.in.read() >= 0) {
                    count(larder, Integer.parseInt(args[1]));
                }
            }
        }
    }
}
