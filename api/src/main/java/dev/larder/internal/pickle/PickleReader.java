package dev.larder.internal.pickle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pickle of plain data. Takes time and memory in proportion to its length, whatever it says: lengths are
 * compared with the bytes there are before anything is allocated, and what costs more than its bytes is bounded.
 */
final class PickleReader {

    /** Each opcode may leave an object behind, of some hundred bytes at most beside its argument. */
    static final int MAX_OPCODES = 1 << 18;

    private final ByteBuffer pickle;
    private final List<@Nullable Object> stack = new ArrayList<>();

    /** How many objects lay on the stack at each mark. */
    private final Deque<Integer> marks = new ArrayDeque<>();

    private final Map<Long, @Nullable Object> memo = new HashMap<>();

    /** The opcode being read, and where it is. */
    private @Nullable Opcode opcode;

    private int offset;

    private PickleReader(byte[] pickle) {
        this.pickle = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * What a pickle holds.
     *
     * @throws UnreadablePickleException if it is not a pickle of plain data in protocol 2 to 5
     */
    static @Nullable Object read(byte[] pickle) {
        return new PickleReader(pickle).value();
    }

    private @Nullable Object value() {
        protocol();
        for (int opcodes = 1; opcodes < MAX_OPCODES; opcodes++) {
            Opcode next = opcode();
            if (next == Opcode.STOP) {
                return result();
            }
            execute(next);
        }
        throw unreadable("comes after " + MAX_OPCODES + " others, which is more than is read", null);
    }

    private void protocol() {
        if (opcode() != Opcode.PROTO) {
            throw unreadable(
                    "is not the one that says the protocol: this is no pickle, or one of protocol 0 or 1", null);
        }
        int protocol = uint8();
        if (protocol < Pickle.MIN_PROTOCOL || protocol > Pickle.MAX_PROTOCOL) {
            throw unreadable(
                    "says protocol " + protocol + " where " + Pickle.MIN_PROTOCOL + " to " + Pickle.MAX_PROTOCOL
                            + " can be read",
                    null);
        }
    }

    private Opcode opcode() {
        offset = pickle.position();
        opcode = null;
        if (!pickle.hasRemaining()) {
            throw unreadable("is missing: the pickle is cut off", null);
        }
        opcode = Opcode.of(pickle.get());
        if (opcode == null) {
            throw unreadable("does not exist", null);
        }
        return opcode;
    }

    private @Nullable Object result() {
        if (stack.size() != 1 || !marks.isEmpty()) {
            throw unreadable("comes with " + stack.size() + " objects and " + marks.size() + " marks left over", null);
        }
        if (pickle.hasRemaining()) {
            throw unreadable("is followed by " + pickle.remaining() + " more bytes", null);
        }
        return stack.get(0);
    }

    private void execute(Opcode next) {
        switch (next) {
            case FRAME -> length(uint64());
            case NONE -> stack.add(null);
            case NEWTRUE -> stack.add(true);
            case NEWFALSE -> stack.add(false);
            case BININT -> stack.add((long) arguments(Integer.BYTES).getInt());
            case BININT1 -> stack.add((long) uint8());
            case BININT2 ->
                stack.add((long) Short.toUnsignedInt(arguments(Short.BYTES).getShort()));
            case LONG1 -> stack.add(integer(uint8()));
            case LONG4 -> stack.add(integer(arguments(Integer.BYTES).getInt()));
            case BINFLOAT ->
                stack.add(arguments(Double.BYTES).order(ByteOrder.BIG_ENDIAN).getDouble());
            case SHORT_BINUNICODE -> stack.add(text(uint8()));
            case BINUNICODE -> stack.add(text(uint32()));
            case BINUNICODE8 -> stack.add(text(uint64()));
            case SHORT_BINBYTES -> stack.add(bytes(uint8()));
            case BINBYTES -> stack.add(bytes(uint32()));
            case BINBYTES8 -> stack.add(bytes(uint64()));
            case EMPTY_TUPLE -> tuple(0);
            case TUPLE1 -> tuple(1);
            case TUPLE2 -> tuple(2);
            case TUPLE3 -> tuple(3);
            case MARK -> marks.push(stack.size());
            case TUPLE -> markedTuple();
            case MEMOIZE -> memo.put((long) memo.size(), top());
            case BINPUT -> memo.put((long) uint8(), top());
            case LONG_BINPUT -> memo.put(uint32(), top());
            case BINGET -> refer(uint8());
            case LONG_BINGET -> refer(uint32());
            default ->
                throw unreadable(
                        "is refused: only None, booleans, integers, floats, text, bytes and tuples are read", null);
        }
    }

    private Number integer(long length) {
        BigInteger number = LittleEndian.integer(bytes(length));
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    private String text(long length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(arguments(length(length)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable("has a text that is not UTF-8", e);
        }
    }

    private byte[] bytes(long length) {
        byte[] bytes = new byte[length(length)];
        pickle.get(bytes);
        return bytes;
    }

    private void markedTuple() {
        if (marks.isEmpty()) {
            throw unreadable("has no mark before it", null);
        }
        tuple(stack.size() - marks.pop());
    }

    private void tuple(int length) {
        requireOnStack(length);
        List<@Nullable Object> items = stack.subList(stack.size() - length, stack.size());
        Tuple tuple;
        try {
            tuple = Tuple.copyOf(items);
        } catch (IllegalArgumentException e) {
            throw unreadable("makes a tuple that is too large: " + e.getMessage(), e);
        }
        items.clear();
        stack.add(tuple);
    }

    private @Nullable Object top() {
        requireOnStack(1);
        return stack.get(stack.size() - 1);
    }

    private void requireOnStack(int objects) {
        int bottom = marks.isEmpty() ? 0 : marks.peek();
        if (stack.size() - bottom < objects) {
            throw unreadable("needs " + objects + " objects where there are " + (stack.size() - bottom), null);
        }
    }

    private void refer(long number) {
        if (!memo.containsKey(number)) {
            throw unreadable("refers to object " + number + ", which there is not", null);
        }
        stack.add(memo.get(number));
    }

    private int uint8() {
        return Byte.toUnsignedInt(arguments(Byte.BYTES).get());
    }

    private long uint32() {
        return Integer.toUnsignedLong(arguments(Integer.BYTES).getInt());
    }

    private long uint64() {
        return arguments(Long.BYTES).getLong();
    }

    /** A claimed length, which no more than what remains can be true. */
    private int length(long claimed) {
        if (claimed < 0 || claimed > pickle.remaining()) {
            throw unreadable(
                    "claims " + Long.toUnsignedString(claimed) + " bytes where " + pickle.remaining() + " remain",
                    null);
        }
        return (int) claimed;
    }

    /** The next bytes of the pickle. */
    private ByteBuffer arguments(int length) {
        if (length > pickle.remaining()) {
            throw unreadable("is cut off", null);
        }
        ByteBuffer arguments = pickle.slice(pickle.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        pickle.position(pickle.position() + length);
        return arguments;
    }

    private UnreadablePickleException unreadable(String how, @Nullable Throwable cause) {
        String what = opcode != null
                ? opcode.name()
                : offset < pickle.limit() ? "0x%02x".formatted(Byte.toUnsignedInt(pickle.get(offset))) : "";
        return new UnreadablePickleException(
                "its opcode " + what + (what.isEmpty() ? "" : " ") + "at offset " + offset + " " + how, offset, cause);
    }
}
