package dev.larder.internal.pickle;

import dev.larder.internal.pickle.Compound.ByteArray;
import dev.larder.internal.pickle.Compound.Constant;
import dev.larder.internal.pickle.Compound.Container;
import dev.larder.internal.pickle.Compound.Instance;
import dev.larder.internal.pickle.Compound.Kind;
import dev.larder.internal.pickle.Compound.Own;
import dev.larder.storage.Scalar;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one pickle, byte for byte what {@code pickletools.optimize(pickle.dumps(value, protocol))} gives in CPython.
 *
 * <p>Where an object occurs again, Python refers back to it. Which equal parts are one object depends on where they
 * came from, except for those of which CPython keeps only one: text of at most one Latin-1 character, bytes of at most
 * one byte, what a {@linkplain PickleModel#isUnique model} says, and what the writing itself brings in. These are
 * always referred to; other equal parts only when sharing is asked for.
 */
final class PickleWriter {

    /** An object that no part of the value is, unless sharing is asked for. */
    private record OfPython(String text) {}

    private static final int LAST_LATIN1 = 0xFF;

    /** How many parts CPython adds to a container at once. */
    private static final int BATCH = 1_000;

    private static final int FIRST_PROTOCOL_WITH_BYTES = 3;
    private static final int FIRST_PROTOCOL_WITH_SETS = 4;
    private static final int FIRST_PROTOCOL_WITH_BYTEARRAYS = 5;

    private final int protocol;
    private final boolean sharing;
    private final PickleModel model;
    private final PickleSteps steps;

    private PickleWriter(int protocol, boolean sharing, PickleModel model, PickleLimits limits) {
        this.protocol = protocol;
        this.sharing = sharing;
        this.model = model;
        this.steps = new PickleSteps(protocol, limits);
    }

    /**
     * The pickle of a value.
     *
     * @throws IllegalArgumentException if the model has no form for it, or a reader would refuse what it costs
     */
    static byte[] write(@Nullable Object value, int protocol, boolean sharing, PickleModel model, PickleLimits limits) {
        PickleWriter writer = new PickleWriter(protocol, sharing, model, limits);
        writer.value(value);
        writer.steps.emit(Opcode.STOP);
        return writer.steps.finish();
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            steps.emit(Opcode.NONE);
        } else if (value instanceof Boolean bool) {
            steps.emit(bool ? Opcode.NEWTRUE : Opcode.NEWFALSE);
        } else if (value instanceof Long number) {
            integer(number);
        } else if (value instanceof BigInteger number) {
            integer(number);
        } else if (value instanceof Double number) {
            // One NaN, so that it is always the same key.
            steps.emit(PickleSteps.argument(Opcode.BINFLOAT, Double.BYTES)
                    .order(ByteOrder.BIG_ENDIAN)
                    .putLong(Double.doubleToLongBits(number))
                    .array());
        } else if (value instanceof String text) {
            boolean single = text.isEmpty() || (text.length() == 1 && text.charAt(0) <= LAST_LATIN1);
            steps.once(single || sharing ? text : null, () -> text(text));
        } else if (value instanceof byte[] bytes) {
            steps.once(bytes.length <= 1 || sharing ? Scalar.of(bytes) : null, () -> bytes(bytes));
        } else if (value instanceof Compound compound) {
            compound(null, compound);
        } else {
            value(value, model.toPython(value));
        }
    }

    // ---- what is the same in every model

    private void integer(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            integer(number.longValue());
        } else {
            longInteger(number);
        }
    }

    private void integer(long number) {
        if (number >= 0 && number <= 0xFF) {
            steps.emit(PickleSteps.argument(Opcode.BININT1, Byte.BYTES)
                    .put((byte) number)
                    .array());
        } else if (number >= 0 && number <= 0xFFFF) {
            steps.emit(PickleSteps.argument(Opcode.BININT2, Short.BYTES)
                    .putShort((short) number)
                    .array());
        } else if (number == (int) number) {
            steps.emit(PickleSteps.argument(Opcode.BININT, Integer.BYTES)
                    .putInt((int) number)
                    .array());
        } else {
            longInteger(BigInteger.valueOf(number));
        }
    }

    private void longInteger(BigInteger number) {
        steps.emit(LittleEndian.bytes(number), Opcode.LONG1, Opcode.LONG4);
    }

    private void text(String text) {
        Scalar.of(text); // refuses what has no UTF-8
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        steps.emit(bytes, protocol >= 4 ? Opcode.SHORT_BINUNICODE : null, Opcode.BINUNICODE);
    }

    private void bytes(byte[] bytes) {
        if (protocol >= FIRST_PROTOCOL_WITH_BYTES) {
            steps.emit(bytes, Opcode.SHORT_BINBYTES, Opcode.BINBYTES);
        } else {
            bytesForPython2(bytes);
        }
    }

    /** As a call of {@code bytes()} or {@code _codecs.encode(text, 'latin1')}. */
    private void bytesForPython2(byte[] bytes) {
        if (bytes.length == 0) {
            type(Builtins.BYTES);
            steps.emit(Opcode.EMPTY_TUPLE);
        } else {
            type(Builtins.ENCODE);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            steps.once(text.length() == 1 ? text : null, () -> text(text));
            ofPython("latin1");
            steps.emit(Opcode.TUPLE2);
        }
        steps.emit(Opcode.REDUCE);
    }

    // ---- compounds

    /** Writes what a Java value is in Python. */
    private void value(Object value, Object python) {
        if (python instanceof Compound compound) {
            compound((sharing && !isMutable(compound)) || model.isUnique(value) ? value : null, compound);
        } else if (python instanceof PythonType type) {
            type(type);
        } else {
            value(python);
        }
    }

    private static boolean isMutable(Compound compound) {
        return compound instanceof ByteArray
                || (compound instanceof Container container && container.kind().isMutable());
    }

    private void compound(@Nullable Object identity, Compound compound) {
        if (compound instanceof Container container) {
            container(identity, container);
        } else if (compound instanceof ByteArray array) {
            byteArray(identity, array.bytes());
        } else if (compound instanceof Instance instance) {
            steps.nested(() -> instance(identity, instance));
        } else if (compound instanceof Constant constant) {
            ofPython(constant.text());
        } else {
            own(((Own) compound).value());
        }
    }

    private void own(Object value) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof byte[] bytes) {
            bytes(bytes);
        } else {
            compound(null, (Compound) model.toPython(value));
        }
    }

    private void container(@Nullable Object identity, Container container) {
        List<? extends @Nullable Object> parts = container.parts();
        steps.nested(() -> {
            switch (container.kind()) {
                case TUPLE -> tuple(identity, parts);
                case LIST ->
                    steps.once(
                            identity,
                            () -> steps.emit(Opcode.EMPTY_LIST),
                            () -> batches(parts, 1, Opcode.APPEND, Opcode.APPENDS));
                case DICT ->
                    steps.once(
                            identity,
                            () -> steps.emit(Opcode.EMPTY_DICT),
                            () -> batches(parts, 2, Opcode.SETITEM, Opcode.SETITEMS));
                case SET, FROZENSET -> set(identity, container.kind(), parts);
            }
        });
    }

    private void tuple(@Nullable Object identity, List<? extends @Nullable Object> items) {
        if (items.isEmpty()) {
            steps.emit(Opcode.EMPTY_TUPLE);
            return;
        }
        steps.once(identity, () -> {
            if (items.size() > 3) {
                steps.emit(Opcode.MARK);
            }
            items.forEach(this::value);
            steps.emit(
                    switch (items.size()) {
                        case 1 -> Opcode.TUPLE1;
                        case 2 -> Opcode.TUPLE2;
                        case 3 -> Opcode.TUPLE3;
                        default -> Opcode.TUPLE;
                    });
        });
    }

    private void set(@Nullable Object identity, Kind kind, List<? extends @Nullable Object> items) {
        if (protocol < FIRST_PROTOCOL_WITH_SETS) {
            Container list = new Container(Kind.LIST, items);
            steps.once(identity, () -> {
                type(Builtins.type(kind));
                container(null, list);
                steps.emit(Opcode.TUPLE1);
                steps.emit(Opcode.REDUCE);
            });
        } else if (kind == Kind.FROZENSET) {
            steps.once(identity, () -> {
                steps.emit(Opcode.MARK);
                items.forEach(this::value);
                steps.emit(Opcode.FROZENSET);
            });
        } else {
            steps.once(identity, () -> steps.emit(Opcode.EMPTY_SET), () -> batches(items, 1, null, Opcode.ADDITEMS));
        }
    }

    /**
     * Adds parts to the container on the stack.
     *
     * @param width how many belong together
     * @param single how to add one, if there is only one; null for as many
     */
    private void batches(List<? extends @Nullable Object> parts, int width, @Nullable Opcode single, Opcode several) {
        if (single != null && parts.size() == width) {
            parts.forEach(this::value);
            steps.emit(single);
            return;
        }
        for (int from = 0; from < parts.size(); from += BATCH * width) {
            steps.emit(Opcode.MARK);
            parts.subList(from, Math.min(from + BATCH * width, parts.size())).forEach(this::value);
            steps.emit(several);
        }
    }

    private void byteArray(@Nullable Object identity, byte[] bytes) {
        if (protocol >= FIRST_PROTOCOL_WITH_BYTEARRAYS) {
            steps.once(
                    identity,
                    () -> steps.emit(PickleSteps.argument(Opcode.BYTEARRAY8, Long.BYTES + bytes.length)
                            .putLong(bytes.length)
                            .put(bytes)
                            .array()));
        } else {
            instance(
                    identity,
                    bytes.length == 0
                            ? Instance.called(Builtins.BYTEARRAY)
                            : Instance.called(Builtins.BYTEARRAY, new Own(bytes)));
        }
    }

    private void instance(@Nullable Object identity, Instance instance) {
        steps.once(
                identity,
                () -> {
                    type(instance.type());
                    tuple(null, instance.arguments());
                    steps.emit(instance.isNew() ? Opcode.NEWOBJ : Opcode.REDUCE);
                },
                () -> {
                    if (instance.state() != null) {
                        value(instance.state());
                        steps.emit(Opcode.BUILD);
                    }
                });
    }

    // ---- types

    private void type(PythonType type) {
        if (type != PythonType.NONE) {
            type(ClassName.builtin(type.name(protocol)));
            return;
        }
        steps.once(type, () -> {
            // It has no name to be found by: type(None)
            global(ClassName.builtin("type"));
            steps.emit(Opcode.NONE);
            steps.emit(Opcode.TUPLE1);
            steps.emit(Opcode.REDUCE);
        });
    }

    private void type(ClassName type) {
        steps.once(type, () -> global(type));
    }

    private void global(ClassName type) {
        if (protocol >= 4) {
            ofPython(type.module());
            text(type.name());
            steps.emit(Opcode.STACK_GLOBAL);
        } else {
            byte[] names = (type.module(protocol) + "\n" + type.name() + "\n").getBytes(StandardCharsets.US_ASCII);
            steps.emit(
                    PickleSteps.argument(Opcode.GLOBAL, names.length).put(names).array());
        }
    }

    private void ofPython(String text) {
        steps.once(sharing ? text : new OfPython(text), () -> text(text));
    }
}
