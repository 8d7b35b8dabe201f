package dev.larder.internal.pickle;

import dev.larder.storage.Scalar;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one pickle, byte for byte what {@code pickletools.optimize(pickle.dumps(value, protocol))} gives in CPython.
 *
 * <p>Where an object occurs again, Python refers back to it. Which equal parts are one object depends on where they
 * came from, except for those of which CPython keeps only one: text of at most one Latin-1 character, bytes of at most
 * one byte, and what the writing itself brings in. These are always referred to; other equal parts only when sharing is
 * asked for.
 */
final class PickleWriter {

    /** A part to which later ones may refer. Its number is given when it turns out that one does. */
    private static final class Memo {
        private boolean used;
        private int number;
    }

    private sealed interface Step {}

    /** An opcode with its argument. */
    private record Write(byte[] opcode) implements Step {}

    /** What has just been written can be referred to. */
    private record Store(Memo memo) implements Step {}

    /** In place of what has been written before. */
    private record Refer(Memo memo) implements Step {}

    /** An object that no part of the value is, unless sharing is asked for. */
    private enum OfPython {
        BUILTINS("builtins"),
        LATIN1("latin1"),
        ENCODE("encode");

        private final String text;

        OfPython(String text) {
            this.text = text;
        }
    }

    private static final int LAST_LATIN1 = 0xFF;
    private static final int LAST_SHORT = 0xFF;
    private static final byte[] MEMOIZE = {Opcode.MEMOIZE.code()};

    private final int protocol;
    private final boolean sharing;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Object, Memo> memos = new HashMap<>();

    private PickleWriter(int protocol, boolean sharing) {
        this.protocol = protocol;
        this.sharing = sharing;
    }

    /** The pickle of a value. */
    static byte[] write(@Nullable Object value, int protocol, boolean sharing) {
        PickleWriter writer = new PickleWriter(protocol, sharing);
        writer.value(value);
        writer.emit(Opcode.STOP);
        return writer.finish();
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            emit(Opcode.NONE);
        } else if (value instanceof Boolean bool) {
            emit(bool ? Opcode.NEWTRUE : Opcode.NEWFALSE);
        } else if (value instanceof Long number) {
            integer(number);
        } else if (value instanceof BigInteger number) {
            integer(number);
        } else if (value instanceof Double number) {
            // One NaN, so that it is always the same key.
            emit(argument(Opcode.BINFLOAT, Double.BYTES)
                    .order(ByteOrder.BIG_ENDIAN)
                    .putLong(Double.doubleToLongBits(number))
                    .array());
        } else if (value instanceof String text) {
            boolean single = text.isEmpty() || (text.length() == 1 && text.charAt(0) <= LAST_LATIN1);
            remembered(single || sharing ? text : null, () -> text(text));
        } else if (value instanceof byte[] bytes) {
            remembered(bytes.length <= 1 || sharing ? Scalar.of(bytes) : null, () -> bytes(bytes));
        } else if (value instanceof Tuple tuple) {
            tuple(tuple);
        } else if (value instanceof PythonType type) {
            remembered(type, () -> type(type));
        } else {
            throw new IllegalArgumentException("A " + value.getClass().getName()
                    + " cannot be pickled: only null, Boolean, Long, BigInteger, Double, String, byte[] and Tuple can");
        }
    }

    private void integer(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            integer(number.longValue());
        } else {
            longInteger(number);
        }
    }

    private void integer(long number) {
        if (number >= 0 && number <= 0xFF) {
            emit(argument(Opcode.BININT1, Byte.BYTES).put((byte) number).array());
        } else if (number >= 0 && number <= 0xFFFF) {
            emit(argument(Opcode.BININT2, Short.BYTES).putShort((short) number).array());
        } else if (number == (int) number) {
            emit(argument(Opcode.BININT, Integer.BYTES).putInt((int) number).array());
        } else {
            longInteger(BigInteger.valueOf(number));
        }
    }

    private void longInteger(BigInteger number) {
        emit(LittleEndian.bytes(number), Opcode.LONG1, Opcode.LONG4);
    }

    private void text(String text) {
        Scalar.of(text); // refuses what has no UTF-8
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        emit(bytes, protocol >= 4 ? Opcode.SHORT_BINUNICODE : null, Opcode.BINUNICODE);
    }

    private void bytes(byte[] bytes) {
        if (protocol >= 3) {
            emit(bytes, Opcode.SHORT_BINBYTES, Opcode.BINBYTES);
        } else {
            bytesForPython2(bytes);
        }
    }

    /** As a call of {@code bytes()} or {@code _codecs.encode(text, 'latin1')}. */
    private void bytesForPython2(byte[] bytes) {
        if (bytes.length == 0) {
            value(PythonType.BYTES);
            emit(Opcode.EMPTY_TUPLE);
        } else {
            remembered(OfPython.ENCODE, () -> global("_codecs", OfPython.ENCODE.text));
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            remembered(text.length() == 1 ? text : null, () -> text(text));
            ofPython(OfPython.LATIN1);
            emit(Opcode.TUPLE2);
        }
        emit(Opcode.REDUCE);
    }

    private void tuple(Tuple tuple) {
        List<@Nullable Object> items = tuple.items();
        if (items.isEmpty()) {
            emit(Opcode.EMPTY_TUPLE);
            return;
        }
        remembered(sharing ? tuple : null, () -> {
            if (items.size() > 3) {
                emit(Opcode.MARK);
            }
            items.forEach(this::value);
            emit(
                    switch (items.size()) {
                        case 1 -> Opcode.TUPLE1;
                        case 2 -> Opcode.TUPLE2;
                        case 3 -> Opcode.TUPLE3;
                        default -> Opcode.TUPLE;
                    });
        });
    }

    private void type(PythonType type) {
        if (type == PythonType.NONE) {
            // It has no name to be found by: type(None)
            builtin("type");
            emit(Opcode.NONE);
            emit(Opcode.TUPLE1);
            emit(Opcode.REDUCE);
        } else {
            builtin(type.name(protocol));
        }
    }

    private void builtin(String name) {
        if (protocol >= 4) {
            ofPython(OfPython.BUILTINS);
            text(name);
            emit(Opcode.STACK_GLOBAL);
        } else {
            global(protocol == 3 ? OfPython.BUILTINS.text : "__builtin__", name);
        }
    }

    private void global(String module, String name) {
        ByteArrayOutputStream opcode = new ByteArrayOutputStream();
        opcode.write(Opcode.GLOBAL.code());
        opcode.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        emit(opcode.toByteArray());
    }

    private void ofPython(OfPython object) {
        remembered(sharing ? object.text : object, () -> text(object.text));
    }

    /**
     * Refers to what has been written under this identity, or else writes it and remembers it.
     *
     * @param identity null if nothing can be the same object
     */
    private void remembered(@Nullable Object identity, Runnable write) {
        if (identity == null) {
            write.run();
            return;
        }
        Memo earlier = memos.get(identity);
        if (earlier != null) {
            earlier.used = true;
            steps.add(new Refer(earlier));
            return;
        }
        write.run();
        Memo memo = new Memo();
        memos.put(identity, memo);
        steps.add(new Store(memo));
    }

    private void emit(Opcode opcode) {
        emit(new byte[] {opcode.code()});
    }

    private void emit(byte[] argument, @Nullable Opcode shortForm, Opcode longForm) {
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

    private void emit(byte[] opcode) {
        steps.add(new Write(opcode));
    }

    private static ByteBuffer argument(Opcode opcode, int length) {
        return ByteBuffer.allocate(1 + length).order(ByteOrder.LITTLE_ENDIAN).put(opcode.code());
    }

    /** The steps without what nobody refers to, numbered anew. */
    private byte[] finish() {
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
