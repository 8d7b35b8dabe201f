package dev.larder.it.process;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.Larder;
import dev.larder.QueueItem;
import dev.larder.codec.Codec;
import dev.larder.storage.Blob;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.sqlite.Resharding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What the children do. Each program says what it has done after the cache has acknowledged it. */
final class Programs {

    /** A value large enough to be a file, told by its number. */
    static final int FILE_BYTES = 40_000;

    private Programs() {}

    private static Cache<Object, Object> open(String directory) {
        return Cache.at(Path.of(directory)).open();
    }

    static byte[] fileValue(long number) {
        byte[] value = new byte[FILE_BYTES];
        Arrays.fill(value, (byte) number);
        return value;
    }

    private static void say(Object line) {
        System.out.println(line);
        System.out.flush();
    }

    /**
     * Writes a small entry, a large entry and an increment for each number from a start, and says the number, until it
     * is killed.
     */
    static final class WriteForever {
        private WriteForever() {}

        public static void main(String[] args) {
            Cache<Object, Object> cache = open(args[0]);
            for (long number = Long.parseLong(args[1]); ; number++) {
                cache.set("small-" + number, number);
                cache.set("large-" + number % 16, fileValue(number));
                cache.transact(tx -> {
                    tx.increment("a");
                    tx.increment("b");
                });
                say(number);
            }
        }
    }

    /** Does once what most programs do, for {@link ClassArchive}. */
    static final class UseEverything {
        private UseEverything() {}

        public static void main(String[] args) throws IOException {
            try (Larder larder = Larder.open(Path.of(args[0]))) {
                Cache<Object, Object> cache = larder.cache("cache");
                cache.set("small", 1L);
                cache.set("large", fileValue(1));
                cache.transact(tx -> {
                    tx.increment("count");
                });
                cache.get("large");
                cache.get("loaded", key -> "value");
                cache.push("queued");
                cache.pull();
                cache.delete("small");
                larder.lock("lock").lock();
                larder.lock("lock").unlock();
                larder.fanout("fanout").set("key", "value");
                larder.deque("deque").add("element");
                larder.deque("deque").poll();
                larder.index("index").put("key", "value");
                larder.queue("queue").put("item");
                Optional.ofNullable(larder.queue("queue").poll()).orElseThrow().ack();
            }
        }
    }

    /** Increments a counter so many times. */
    static final class Increment {
        private Increment() {}

        public static void main(String[] args) throws IOException {
            try (Cache<Object, Object> cache = open(args[0])) {
                start();
                for (int i = Integer.parseInt(args[1]); i > 0; i--) {
                    cache.increment("counter");
                }
            }
        }
    }

    /**
     * Writes and reads so many values of so many bytes without a rest, says {@code done}, and waits for another line.
     */
    static final class WriteWithoutRest {
        private WriteWithoutRest() {}

        public static void main(String[] args) throws IOException {
            try (Cache<Object, Object> cache = open(args[0])) {
                byte[] value = new byte[Integer.parseInt(args[2])];
                BufferedReader orders = start();
                for (int i = Integer.parseInt(args[1]); i > 0; i--) {
                    cache.set("key-" + i % 64, value);
                    for (int j = 0; j < 4; j++) {
                        cache.get("key-" + (i + j) % 64);
                    }
                }
                say("done");
                orders.readLine();
            }
        }
    }

    /** Tries to add each of so many keys, and says which it has won. */
    static final class AddRace {
        private AddRace() {}

        public static void main(String[] args) throws IOException {
            try (Cache<Object, Object> cache = open(args[0])) {
                start();
                for (int i = Integer.parseInt(args[1]); i > 0; i--) {
                    if (cache.add("key-" + i, (long) i)) {
                        say(i);
                    }
                }
            }
            say("done");
        }
    }

    /** Pulls from a queue until it is told that there will be no more, and says what it got. */
    static final class PullAll {
        private PullAll() {}

        public static void main(String[] args) throws IOException {
            try (Cache<Object, Object> cache = open(args[0])) {
                start();
                Optional<QueueItem<Object>> item = cache.pull("jobs");
                while (item.isEmpty() || !item.get().value().equals("end")) {
                    if (item.isPresent()) {
                        say(item.get().value());
                    } else {
                        LockSupport.parkNanos(1_000_000); // an empty queue costs a transaction to look at
                    }
                    item = cache.pull("jobs");
                }
            }
            say("done");
        }
    }

    /** Pushes so many items, large ones among them, and then an end for each reader. */
    static final class PushAll {
        private PushAll() {}

        public static void main(String[] args) throws IOException {
            try (Cache<Object, Object> cache = open(args[0])) {
                start();
                for (long i = 0; i < Long.parseLong(args[1]); i++) {
                    cache.push(Long.toString(i), "jobs");
                }
                for (int reader = Integer.parseInt(args[2]); reader > 0; reader--) {
                    cache.push("end", "jobs");
                }
            }
        }
    }

    /** Streams so many bytes in and out again. */
    static final class StreamThrough {
        private StreamThrough() {}

        public static void main(String[] args) throws IOException {
            long length = Long.parseLong(args[1]);
            try (Cache<String, byte[]> cache = Cache.at(Path.of(args[0]))
                    .keys(Codec.string())
                    .values(Codec.bytes())
                    .sizeLimit(Long.MAX_VALUE)
                    .open()) {
                cache.write("stream", new Pattern(length));
                try (Blob blob = cache.read("stream").orElseThrow();
                        InputStream back = blob.stream();
                        InputStream expected = new Pattern(length)) {
                    if (blob.length() != length || !isSame(back, expected)) {
                        throw new IllegalStateException("What came out is not what went in");
                    }
                }
            }
            say("same");
        }

        private static boolean isSame(InputStream left, InputStream right) throws IOException {
            while (true) {
                byte[] a = left.readNBytes(1 << 16);
                byte[] b = right.readNBytes(1 << 16);
                if (!Arrays.equals(a, b)) {
                    return false;
                }
                if (a.length == 0) {
                    return true;
                }
            }
        }
    }

    /**
     * Pins the values under {@code small} and {@code large} for an hour, each again and again, and says the paths,
     * until it is killed.
     */
    static final class PinForever {
        private PinForever() {}

        public static void main(String[] args) {
            Cache<Object, Object> cache = open(args[0]);
            while (true) {
                for (String key : List.of("small", "large")) {
                    say(cache.pin(key, Duration.ofHours(1)).orElseThrow().path());
                }
            }
        }
    }

    /** Writes values to files until the operating system refuses, and says what the cache made of that. */
    static final class WriteUntilFull {
        private WriteUntilFull() {}

        public static void main(String[] args) {
            try (Cache<Object, Object> cache = open(args[0])) {
                cache.set("small", "stays");
                try {
                    cache.set("large", new byte[Integer.parseInt(args[1])]);
                    say("stored");
                } catch (StoreFullException e) {
                    say("full: " + e.getMessage().replace('\n', ' '));
                }
                say(cache.get("small") + " " + cache.contains("large") + " " + cache.check());
            }
        }
    }

    /** Divides a fanout directory among so many shards. */
    static final class Reshard {
        private Reshard() {}

        public static void main(String[] args) {
            say("ready");
            Resharding.of(Path.of(args[0]), Integer.parseInt(args[1])).run();
        }
    }

    /** Waits to be told to begin; returns what further orders can be read from. */
    private static BufferedReader start() throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        say("ready");
        orders.readLine();
        return orders;
    }

    /**
     * Increments counters and runs transactions in a cache of shards, and adds as many keys of its own as it can
     * without waiting; says how many operations it was told had timed out.
     */
    static final class UseFanout {
        private UseFanout() {}

        public static void main(String[] args) throws IOException {
            FanoutCache<Object, Object> cache = FanoutCache.at(Path.of(args[0])).open();
            start();
            int times = Integer.parseInt(args[1]);
            long refused = 0;
            for (long i = 0; i < times; i++) {
                cache.increment(i % 16);
                if (!cache.add("own-" + ProcessHandle.current().pid() + "-" + i, i)) {
                    refused++;
                }
                if (i % 10 == 0) {
                    cache.transact(tx -> {
                        tx.increment("transactions");
                        tx.increment("of them");
                    });
                }
            }
            if (cache.stats().timedOut() != refused) {
                throw new IllegalStateException(cache.stats() + " but " + refused + " refused");
            }
            say(refused);
            say("done");
        }
    }
}
