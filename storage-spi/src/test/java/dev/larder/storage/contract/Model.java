package dev.larder.storage.contract;

import dev.larder.storage.Condition;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a store is supposed to do, in memory and without regard to speed. */
final class Model {

    /** A row: its key as first spelled, its place, its value, its expiry in seconds since 1970, its tag. */
    record Entry(
            Key key,
            long position,
            Encoded value,
            double expireTime,
            @Nullable Scalar tag) {}

    /** What {@link #add} throws for a value that it cannot add to. */
    static final class NotANumber extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final FakeClock clock;
    private TreeMap<Key, Entry> entries = new TreeMap<>(new KeyOrder());
    private long lastPosition;

    Model(FakeClock clock) {
        this.clock = clock;
    }

    /** Runs {@code work}, and takes it back if {@code commit} is false. */
    void transact(boolean commit, Runnable work) {
        TreeMap<Key, Entry> before = new TreeMap<>(entries);
        work.run();
        if (!commit) {
            entries = before;
        }
    }

    @Nullable
    Entry live(Key key) {
        Entry entry = entries.get(key);
        return entry == null || isExpired(entry) ? null : entry;
    }

    private boolean isExpired(Entry entry) {
        return entry.expireTime() <= clock.seconds();
    }

    boolean store(Key key, Item item, Condition condition) {
        boolean stored = holds(condition, live(key));
        if (stored) {
            put(key, (Encoded) item.content(), expireTime(item.expiry()), item.tag());
        }
        return stored;
    }

    private void put(Key key, Encoded value, double expireTime, @Nullable Scalar tag) {
        Entry before = entries.get(key);
        Entry after = before == null
                ? new Entry(key, ++lastPosition, value, expireTime, tag)
                : new Entry(before.key(), before.position(), value, expireTime, tag);
        entries.put(key, after);
    }

    private static boolean holds(Condition condition, @Nullable Entry live) {
        if (condition instanceof Condition.IfValue ifValue) {
            return live != null && live.value().equals(ifValue.value());
        }
        return condition == Condition.always() || (live == null) == (condition == Condition.ifAbsent());
    }

    private double expireTime(Expiry expiry) {
        if (expiry instanceof Expiry.After after) {
            return clock.seconds() + after.timeToLive().toSeconds();
        }
        return expiry instanceof Expiry.At at ? seconds(at.instant()) : Double.POSITIVE_INFINITY;
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond();
    }

    @Nullable
    Entry remove(Key key, Condition condition) {
        Entry live = live(key);
        return live != null && holds(condition, live) ? entries.remove(key) : null;
    }

    @Nullable
    Scalar add(Key key, Scalar delta, @Nullable Scalar initial) {
        Entry live = live(key);
        if (live == null && initial == null) {
            return null;
        }
        Scalar sum = sum(live == null ? initial : live.value().scalar(), delta);
        if (live == null) {
            put(key, Encoded.natively(sum), Double.POSITIVE_INFINITY, null);
        } else {
            put(key, Encoded.natively(sum), live.expireTime(), live.tag());
        }
        return sum;
    }

    private static Scalar sum(@Nullable Scalar number, Scalar delta) {
        if (delta instanceof Scalar.Int64 integer) {
            return Scalar.of(BigInteger.valueOf(integer(number))
                    .add(BigInteger.valueOf(integer.value()))
                    .longValueExact());
        }
        double floating = number instanceof Scalar.Float64 value ? value.value() : integer(number);
        return Scalar.of(floating + ((Scalar.Float64) delta).value());
    }

    private static long integer(@Nullable Scalar number) {
        if (number instanceof Scalar.Int64 integer) {
            return integer.value();
        }
        throw new NotANumber();
    }

    boolean touch(Key key, Expiry expiry, Condition condition) {
        Entry live = live(key);
        if (live == null || !holds(condition, live)) {
            return false;
        }
        put(key, live.value(), expireTime(expiry), live.tag());
        return true;
    }

    /** Adds under the keys that the store has chosen, if it was free to choose them. */
    void append(Sequence.Queue queue, Side side, List<Item> items, List<Key> keys) {
        for (int i = 0; i < keys.size(); i++) {
            List<Entry> queued = entriesOf(queue, side);
            int order = queued.isEmpty()
                    ? 1
                    : new KeyOrder().compare(keys.get(i), queued.get(0).key());
            boolean beyond = side == Side.BACK ? order > 0 : queued.isEmpty() || order < 0;
            if (!beyond || !isOf(queue, keys.get(i)) || entries.containsKey(keys.get(i))) {
                throw new AssertionError(keys.get(i) + " is not free behind the end of " + queue + ": " + queued);
            }
            store(keys.get(i), items.get(i), Condition.always());
        }
    }

    @Nullable
    Entry take(Sequence sequence, Side side) {
        for (Entry entry : entriesOf(sequence, side)) {
            entries.remove(entry.key());
            if (!isExpired(entry)) {
                return entry;
            }
        }
        return null;
    }

    @Nullable
    Entry peek(Sequence sequence, Side side) {
        return entriesOf(sequence, side).stream()
                .filter(entry -> !isExpired(entry))
                .findFirst()
                .orElse(null);
    }

    /** From the given end on. */
    private List<Entry> entriesOf(Sequence sequence, Side side) {
        List<Entry> members;
        if (sequence instanceof Sequence.Queue queue) {
            members = entries.values().stream()
                    .filter(entry -> isOf(queue, entry.key()))
                    .toList();
        } else {
            members = byInsertion();
        }
        List<Entry> fromEnd = new ArrayList<>(members);
        if (side == Side.BACK) {
            Collections.reverse(fromEnd);
        }
        return fromEnd;
    }

    private static boolean isOf(Sequence.Queue queue, Key key) {
        if (key.pickled()) {
            return false;
        }
        if (queue.prefix() == null) {
            return key.scalar() instanceof Scalar.Int64 number
                    && number.value() >= 1
                    && number.value() <= Sequence.LAST_NUMBER;
        }
        return key.scalar() instanceof Scalar.Text text
                && text.value().startsWith(queue.prefix() + "-")
                && text.value().substring(queue.prefix().length() + 1).matches("[0-9]{15}");
    }

    long purge(Selection selection) {
        Predicate<Entry> selected = selected(selection);
        long before = entries.size();
        entries.values().removeIf(selected);
        return before - entries.size();
    }

    private Predicate<Entry> selected(Selection selection) {
        if (selection instanceof Selection.Tagged tagged) {
            return entry -> entry.tag() != null && KeyOrder.SCALARS.compare(entry.tag(), tagged.tag()) == 0;
        }
        if (selection instanceof Selection.KeyPrefix prefix) {
            return entry -> entry.key().scalar() instanceof Scalar.Text text
                    && text.value().startsWith(prefix.prefix());
        }
        if (selection instanceof Selection.ExpiredBefore) {
            return entry -> entry.expireTime() < clock.seconds();
        }
        return entry -> true;
    }

    /** All rows in insertion order. */
    List<Entry> byInsertion() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::position))
                .toList();
    }

    /** All rows in order of their keys. */
    List<Entry> byKey() {
        return List.copyOf(entries.values());
    }
}
