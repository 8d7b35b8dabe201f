package dev.larder.storage.h2;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.codec.Codec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What other processes do in the tests: {@code PROGRAM PATH ...}. */
final class Programs {

    private Programs() {}

    public static void main(String[] arguments) throws Exception {
        Path path = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "hold" -> hold(H2.file(path));
            case "holdShared" -> hold(H2.sharedFile(path));
            case "write" -> write(path);
            case "writeTogether" -> writeTogether(path, Integer.parseInt(arguments[2]));
            case "increment" -> increment(path, Integer.parseInt(arguments[2]));
            case "take" -> take(path);
            case "shareLate" -> shareLate(path);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void hold(H2Storage storage) throws IOException {
        try (var cache = Cache.on(storage).open()) {
            say("holds " + cache.size());
            awaitOrder();
        }
    }

    /** Writes until it is killed, and says what is acknowledged. */
    private static void write(Path path) {
        try (var cache = Cache.on(H2.file(path))
                .keys(Codec.int64())
                .values(Codec.bytes())
                .open()) {
            for (long i = 0; ; i++) {
                cache.set(i, new byte[i % 7 == 0 ? 50_000 : 100]);
                say(Long.toString(i));
                if (i % 3 == 2) {
                    cache.delete(i - 1);
                    say("-" + (i - 1));
                }
            }
        }
    }

    /** Threads count in collections of their own until they are killed, and say how far they have come. */
    private static void writeTogether(Path path, int threads) throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String name = "counter-" + i;
            writers.add(new Thread(() -> {
                try (var cache = Cache.on(H2.file(path).named(name))
                        .keys(Codec.string())
                        .values(Codec.int64())
                        .open()) {
                    while (true) {
                        say(name + " " + cache.increment("sum"));
                    }
                }
            }));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static void increment(Path path, int times) throws IOException {
        try (var cache = Cache.on(H2.sharedFile(path))
                .keys(Codec.string())
                .values(Codec.int64())
                .open()) {
            say("ready");
            awaitOrder();
            for (int i = 0; i < times; i++) {
                cache.increment("sum");
            }
            say("done");
        }
    }

    private static void take(Path path) throws InterruptedException {
        try (var deque = Deque.on(H2.sharedFile(path).named("jobs"))
                .values(Codec.string())
                .open()) {
            say("ready");
            say("took " + deque.takeFirst());
        }
    }

    /** Uses H2 before it is told where to listen. */
    private static void shareLate(Path path) {
        Cache.on(H2.memory()).open().close();
        try {
            Cache.on(H2.sharedFile(path)).open().close();
            say("opened");
        } catch (RuntimeException e) {
            say(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static void awaitOrder() throws IOException {
        if (System.in.read() < 0) {
            throw new IOException("The test has gone away");
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
