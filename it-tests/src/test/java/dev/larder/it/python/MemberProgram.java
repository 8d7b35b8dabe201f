package dev.larder.it.python;

import dev.larder.Cache;
import dev.larder.CacheLock;
import dev.larder.Deque;
import dev.larder.FanoutCache;
import dev.larder.Larder;
import dev.larder.QueueItem;
import dev.larder.WriteOptions;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does in Java what {@code member.py} does in Python, in the same directories at the same time, and says the same. */
final class MemberProgram {

    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final String QUEUE = "jobs";
    static final String LINE = "line";

    private final Cache<Object, Object> counted;
    private final Cache<Object, Object> cleared;
    private final FanoutCache<Object, Object> sharded;
    private final Deque<Object> line;
    private final CacheLock guard;
    private final String name;
    private long items;

    private MemberProgram(
            Cache<Object, Object> counted,
            Cache<Object, Object> cleared,
            FanoutCache<Object, Object> sharded,
            Deque<Object> line,
            String name) {
        this.counted = counted;
        this.cleared = cleared;
        this.sharded = sharded;
        this.line = line;
        this.guard = CacheLock.in(counted, "guard", LEASE);
        this.name = name;
    }

    public static void main(String[] args) {
        AtomicBoolean finishing = new AtomicBoolean();
        Thread orders = new Thread(() -> {
            awaitOrder();
            finishing.set(true);
        });
        orders.setDaemon(true);
        orders.start();
        try (Cache<Object, Object> counted = open(Path.of(args[0]));
                Cache<Object, Object> cleared = Cache.at(Path.of(args[1])).open();
                FanoutCache<Object, Object> sharded = openSharded(Path.of(args[2]));
                Larder larder = Larder.open(Path.of(args[2]))) {
            MemberProgram member = new MemberProgram(counted, cleared, sharded, larder.deque(LINE), args[3]);
            say("ready");
            while (!finishing.get()) {
                member.act();
            }
        }
        say("done");
    }

    /** The cache in which nothing is lost. */
    static Cache<Object, Object> open(Path directory) {
        return Cache.at(directory).evictionPolicy(EvictionPolicy.NONE).open();
    }

    /** The cache of shards in which nothing is lost, and which is asked again when it is busy, as in Python. */
    static FanoutCache<Object, Object> openSharded(Path directory) {
        return FanoutCache.at(directory)
                .shards(4)
                .timeout(Duration.ofMinutes(1))
                .evictionPolicy(EvictionPolicy.NONE)
                .open();
    }

    /** Takes the item at one end of the deque; returns which one it was. */
    static Optional<String> take(Deque<Object> deque, Side side) {
        return Optional.ofNullable(side == Side.FRONT ? deque.pollFirst() : deque.pollLast())
                .map(value -> identity((String) value));
    }

    /** Takes the item at one end of the queue; returns which one it was. */
    static Optional<String> pull(Cache<Object, Object> cache, Side side) {
        return cache.pull(QUEUE, side).map(QueueItem::value).map(value -> identity((String) value));
    }

    private static void awaitOrder() {
        try {
            int order = System.in.read();
            assert order >= -1;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private static Side randomSide() {
        return random(2) == 0 ? Side.FRONT : Side.BACK;
    }

    private void act() {
        switch (random(35)) {
            case 0, 1, 2 -> increment();
            case 3, 4, 5 -> add();
            case 6, 7, 8 -> push();
            case 9, 10, 11 -> pull();
            case 12, 13, 14 -> look();
            case 15, 16, 17 -> counted.set("value " + random(10), content(name));
            case 18, 19, 20 -> count();
            case 21, 22, 23 -> append();
            case 24, 25, 26 -> take();
            case 27 -> tidy();
            case 28 -> locked();
            default -> store();
        }
    }

    private void increment() {
        say("increment?");
        counted.increment("sum");
        say("increment!");
    }

    private void add() {
        String key = "race " + random(3_000);
        say("add? " + key);
        boolean won = counted.add(key, name);
        say("add! " + key + (won ? " won" : " lost"));
    }

    private void locked() {
        say("locked?");
        guard.lock();
        try {
            counted.set("guarded", 1 + (Long) counted.getOrDefault("guarded", 0L));
        } finally {
            guard.unlock();
        }
        say("locked!");
    }

    private void push() {
        String identity = name + "-" + items++;
        say("push? " + identity);
        counted.push(content(identity), QUEUE, randomSide(), WriteOptions.none());
        say("push! " + identity);
    }

    private void pull() {
        say("pull?");
        say("pull! " + pull(counted, randomSide()).orElse("-"));
    }

    private void count() {
        String key = "count " + random(20);
        say("count? " + key);
        sharded.increment(key);
        say("count! " + key);
    }

    private void append() {
        String identity = name + "-" + items++;
        say("append? " + identity);
        if (randomSide() == Side.FRONT) {
            line.addFirst(content(identity));
        } else {
            line.addLast(content(identity));
        }
        say("append! " + identity);
    }

    private void take() {
        say("take?");
        say("take! " + take(line, randomSide()).orElse("-"));
    }

    private void look() {
        String value = (String) counted.get("value " + random(10));
        if (value != null) {
            identity(value);
        }
    }

    private void store() {
        WriteOptions options = switch (random(3)) {
            case 0 -> WriteOptions.none();
            case 1 -> WriteOptions.expireAfter(Duration.ofMillis(50));
            default -> WriteOptions.expireAfter(Duration.ofMinutes(1));
        };
        cleared.set(
                name + " " + random(200),
                content(name),
                switch (random(3)) {
                    case 0 -> options;
                    case 1 -> options.tag("a tag");
                    default -> options.tag(7);
                });
    }

    private void tidy() {
        switch (random(7)) {
            case 0 -> cleared.evict("a tag");
            case 1 -> cleared.evict(7);
            case 2 -> cleared.expire();
            case 3 -> cleared.cull();
            case 4 -> cleared.clear();
            case 5 -> cleared.configure(Setting.CULL_LIMIT, 10L * random(3));
            default -> cleared.configure(Setting.SIZE_LIMIT, 1L << (random(2) == 0 ? 22 : 30));
        }
    }

    /** A value that lies in its row or in a file, and that shows whether it is whole. */
    private static String content(String identity) {
        int length = List.of(0, 10, 100_000).get(random(3));
        return identity + "|" + identity.substring(identity.length() - 1).repeat(length) + "|" + identity;
    }

    private static String identity(String value) {
        String[] parts = value.split("\\|", -1);
        String last = parts[0].substring(parts[0].length() - 1);
        if (parts.length != 3
                || !parts[0].equals(parts[2])
                || !parts[1].replace(last, "").isEmpty()) {
            throw new IllegalStateException("A value that is not whole, of " + value.length() + " characters");
        }
        return parts[0];
    }
}
