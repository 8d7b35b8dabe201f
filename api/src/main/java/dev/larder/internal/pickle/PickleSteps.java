package dev.larder.internal.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The opcodes of a pickle to be. What is written once can be referred to afterwards; only what is referred to is
 * remembered in the end. Counts what it would cost to read.
 */
final class PickleSteps {

    /** A part to which later ones may refer. Its number is given when it turns out that one does. */
    private static final class Memo {
        private boolean used;
        private int number;

        /** How many levels there are in it, and how large it is. */
        private int height;

        private long size;
    }

    private sealed interface Step {}

    /** An opcode with its argument. */
    private record Write(byte[] opcode) implements Step {}

    /** What has just been written can be referred to. */
    private record Store(Memo memo) implements Step {}

    /** In place of what has been written before. */
    private record Refer(Memo memo) implements Step {}

    private static final int LAST_SHORT = 0xFF;
    private static final byte[] MEMOIZE = {Opcode.MEMOIZE.code()};

    private final int protocol;
    private final PickleLimits limits;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Object, Memo> memos = new HashMap<>();

    /** Bytes written so far. */
    private long length;

    /** What a reader would count so far, each part as often as it occurs. */
    private long size;

    /** How many compounds those that are being written lie in, and the most since {@link #once} last looked. */
    private int depth;

    private int deepest;

    PickleSteps(int protocol, PickleLimits limits) {
        this.protocol = protocol;
        this.limits = limits;
    }

    void emit(Opcode opcode) {
        emit(new byte[] {opcode.code()});
    }

    /** An opcode with the length of its argument, in one byte or in four, and the argument. */
    void emit(byte[] argument, @Nullable Opcode shortForm, Opcode longForm) {
        if (shortForm != null && argument.length <= LAST_SHORT) {
            emit(argument(shortForm, 1 + argument.length)
                    .put((byte) argument.length)
                    .put(argument)
                    .array());
        } else {
            emit(argument(longForm, Integer.BYTES + argument.length)
                    .putInt(argument.length)
                    .put(argument)
                    .array());
        }
    }

    /** An opcode with its argument. */
    void emit(byte[] opcode) {
        add(new Write(opcode));
        length += opcode.length;
        size += opcode.length;
        requireReadable();
    }

    /** Room for an opcode and its argument, which follows. */
    static ByteBuffer argument(Opcode opcode, int length) {
        return ByteBuffer.allocate(1 + length).order(ByteOrder.LITTLE_ENDIAN).put(opcode.code());
    }

    private void add(Step step) {
        steps.add(step);
        if (steps.size() > limits.opcodes()) {
            throw new IllegalArgumentException(
                    "it takes more than " + limits.opcodes() + " opcodes, and no more are read");
        }
    }

    private void requireReadable() {
        if (size > limits.size(length)) {
            throw new IllegalArgumentException(
                    "it has " + size + " parts and characters, and no more than " + limits.size(length) + " are read");
        }
    }

    /**
     * Writes something that has parts.
     *
     * @throws IllegalArgumentException if it lies too deep in others to be read
     */
    void nested(Runnable write) {
        enter(1);
        depth++;
        write.run();
        depth--;
    }

    private void enter(int levels) {
        deepest = Math.max(deepest, depth + levels);
        if (deepest > limits.depth()) {
            throw new IllegalArgumentException(
                    "it is nested deeper than " + limits.depth() + ", if it does not contain itself");
        }
    }

    /** As {@link #once(Object, Runnable, Runnable)}, for what is complete when it is made. */
    void once(@Nullable Object identity, Runnable make) {
        once(identity, make, () -> {});
    }

    /**
     * Refers to what has been written under this identity, or else writes it and remembers it.
     *
     * @param identity null if nothing can be the same object
     * @param make after which it can be referred to
     * @param fill adds to it
     */
    void once(@Nullable Object identity, Runnable make, Runnable fill) {
        if (identity == null) {
            make.run();
            fill.run();
            return;
        }
        Memo earlier = memos.get(identity);
        if (earlier != null) {
            refer(earlier);
            return;
        }
        Memo memo = new Memo();
        long sizeBefore = size;
        int deepestBefore = deepest;
        deepest = depth;
        make.run();
        memos.put(identity, memo);
        add(new Store(memo));
        fill.run();
        memo.size = size - sizeBefore;
        memo.height = deepest - depth;
        deepest = Math.max(deepest, deepestBefore);
    }

    private void refer(Memo earlier) {
        earlier.used = true;
        add(new Refer(earlier));
        size += earlier.size;
        requireReadable();
        enter(earlier.height);
    }

    /** The pickle: the steps without what nobody refers to, numbered anew. */
    byte[] finish() {
        PickleOutput out = new PickleOutput(protocol);
        int stored = 0;
        for (Step step : steps) {
            if (step instanceof Write write) {
                out.write(write.opcode());
            } else if (step instanceof Refer refer) {
                out.write(numbered(Opcode.BINGET, Opcode.LONG_BINGET, refer.memo().number));
            } else if (step instanceof Store store && store.memo().used) {
                store.memo().number = stored;
                out.write(protocol >= 4 ? MEMOIZE : numbered(Opcode.BINPUT, Opcode.LONG_BINPUT, stored));
                stored++;
            }
        }
        return out.finish();
    }

    private static byte[] numbered(Opcode shortForm, Opcode longForm, int number) {
        return number <= LAST_SHORT
                ? argument(shortForm, Byte.BYTES).put((byte) number).array()
                : argument(longForm, Integer.BYTES).putInt(number).array();
    }
}
