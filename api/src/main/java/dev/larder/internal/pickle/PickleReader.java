package dev.larder.internal.pickle;

import dev.larder.internal.pickle.Compound.ByteArray;
import dev.larder.internal.pickle.Compound.Kind;
import dev.larder.internal.pickle.Growing.Made;
import dev.larder.internal.pickle.Growing.Parts;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pickle of data. Takes time and memory in proportion to its length, whatever it says: what costs more than
 * its bytes is bounded. Calls nothing that the pickle names: what classes and functions would make is for the model to
 * say, and what the model does not know is refused as soon as it is named.
 */
final class PickleReader {

    private final PickleInput in;
    private final PickleModel model;
    private final PickleLimits limits;
    private final PickleStack stack;

    private PickleReader(byte[] pickle, PickleModel model, PickleLimits limits) {
        this.in = new PickleInput(pickle);
        this.model = model;
        this.limits = limits;
        this.stack = new PickleStack(in);
    }

    /**
     * What a pickle holds.
     *
     * @throws UnreadablePickleException if it is not a pickle of what the model reads
     */
    static @Nullable Object read(byte[] pickle, PickleModel model, PickleLimits limits) {
        return new PickleReader(pickle, model, limits).value();
    }

    private @Nullable Object value() {
        int opcodes = 0;
        while (opcodes < limits.opcodes()) {
            Opcode next = in.opcode();
            if (next == Opcode.STOP) {
                return result();
            }
            execute(next);
            if (next != Opcode.PROTO && next != Opcode.FRAME) { // these leave nothing behind
                opcodes++;
            }
        }
        throw in.unreadable("comes where " + limits.opcodes() + " opcodes are the most that are read", null);
    }

    private @Nullable Object result() {
        Object result = value(stack.last());
        in.requireEnd();
        return result;
    }

    private void execute(Opcode next) {
        switch (next) {
            case PROTO -> protocol();
            case FRAME -> in.frame();
            case NONE -> stack.push(null);
            case NEWTRUE -> stack.push(true);
            case NEWFALSE -> stack.push(false);
            case INT -> intLine(in.line());
            case BININT -> stack.push((long) in.int32());
            case BININT1 -> stack.push((long) in.uint8());
            case BININT2 -> stack.push((long) in.uint16());
            case LONG -> longLine(in.line());
            case LONG1 -> integer(in.bytes(in.uint8()));
            case LONG4 -> integer(in.bytes(in.int32()));
            case FLOAT -> stack.push(parsed(LineArguments::float64, in.line()));
            case BINFLOAT -> stack.push(in.float64());
            case STRING -> stack.push(parsed(LineArguments::quotedText, in.line()));
            case BINSTRING -> stack.push(in.asciiText(in.int32()));
            case SHORT_BINSTRING -> stack.push(in.asciiText(in.uint8()));
            case UNICODE -> stack.push(parsed(LineArguments::text, in.line()));
            case SHORT_BINUNICODE -> stack.push(in.text(in.uint8()));
            case BINUNICODE -> stack.push(in.text(in.uint32()));
            case BINUNICODE8 -> stack.push(in.text(in.uint64()));
            case SHORT_BINBYTES -> stack.push(in.bytes(in.uint8()));
            case BINBYTES -> stack.push(in.bytes(in.uint32()));
            case BINBYTES8 -> stack.push(in.bytes(in.uint64()));
            case BYTEARRAY8 -> byteArray();
            case EMPTY_TUPLE -> container(Kind.TUPLE, List.of());
            case TUPLE1 -> container(Kind.TUPLE, stack.pop(1));
            case TUPLE2 -> container(Kind.TUPLE, stack.pop(2));
            case TUPLE3 -> container(Kind.TUPLE, stack.pop(3));
            case TUPLE -> container(Kind.TUPLE, stack.popToMark());
            case EMPTY_LIST -> container(Kind.LIST, List.of());
            case LIST -> container(Kind.LIST, stack.popToMark());
            case APPEND -> append(stack.pop(1));
            case APPENDS -> append(stack.popToMark());
            case EMPTY_DICT -> container(Kind.DICT, List.of());
            case DICT -> container(Kind.DICT, pairs(stack.popToMark()));
            case SETITEM -> put(stack.pop(2));
            case SETITEMS -> put(pairs(stack.popToMark()));
            case EMPTY_SET -> container(Kind.SET, List.of());
            case ADDITEMS -> addItems(stack.popToMark());
            case FROZENSET -> container(Kind.FROZENSET, stack.popToMark());
            case GLOBAL -> named(in.line(), in.line());
            case STACK_GLOBAL -> stackGlobal(stack.pop(2));
            case REDUCE -> make(stack.pop(2), false);
            case NEWOBJ -> make(stack.pop(2), true);
            case BUILD -> build(stack.pop(1));
            case MARK -> stack.mark();
            case POP -> stack.pop(1);
            case POP_MARK -> stack.popToMark();
            case DUP -> stack.push(stack.top());
            case MEMOIZE -> stack.memoize();
            case PUT -> stack.put(number(in.line()));
            case BINPUT -> stack.put(in.uint8());
            case LONG_BINPUT -> stack.put(in.uint32());
            case GET -> stack.get(number(in.line()));
            case BINGET -> stack.get(in.uint8());
            case LONG_BINGET -> stack.get(in.uint32());
            default -> throw in.unreadable("is refused: it is no way to write data", null);
        }
    }

    private void protocol() {
        int protocol = in.uint8();
        if (protocol > Pickle.MAX_PROTOCOL) {
            throw in.unreadable(
                    "says protocol " + protocol + " where 0 to " + Pickle.MAX_PROTOCOL + " can be read", null);
        }
    }

    // ---- numbers

    private void intLine(String line) {
        switch (line) {
            case "00" -> stack.push(false);
            case "01" -> stack.push(true);
            default -> integer(parsed(LineArguments::integer, line));
        }
    }

    private void longLine(String line) {
        integer(parsed(LineArguments::integer, line.endsWith("L") ? line.substring(0, line.length() - 1) : line));
    }

    private void integer(byte[] bytes) {
        try {
            integer(LittleEndian.integer(bytes));
        } catch (ArithmeticException e) {
            throw in.unreadable("has an integer greater than Java's", e);
        }
    }

    private void integer(BigInteger number) {
        stack.push(number.bitLength() < Long.SIZE ? (Object) number.longValue() : number);
    }

    private long number(String line) {
        BigInteger number = parsed(LineArguments::integer, line);
        if (number.bitLength() >= Long.SIZE) {
            throw in.unreadable("has a number of an object that is too large", null);
        }
        return number.longValue();
    }

    private <T> T parsed(Function<String, T> parser, String line) {
        try {
            return parser.apply(line);
        } catch (IllegalArgumentException e) {
            throw in.unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    // ---- compounds

    private void byteArray() {
        if (!model.readsByteArrays()) {
            throw in.unreadable("is refused: no bytearrays are read here", null);
        }
        stack.push(model.toJava(new ByteArray(in.bytes(in.uint64()))));
    }

    private void container(Kind kind, List<@Nullable Object> parts) {
        if (!model.reads(kind)) {
            throw in.unreadable("is refused: no " + kind.type() + "s are read here", null);
        }
        Parts container = new Parts(kind);
        add(container, parts, container::add);
        stack.push(container);
    }

    private void append(List<@Nullable Object> items) {
        Object target = growing(stack.top());
        if (target instanceof Parts list && list.kind() == Kind.LIST) {
            add(list, items, list::add);
        } else if (target instanceof Made instance) {
            add(instance, items, instance::append);
        } else {
            throw in.unreadable("comes where there is nothing to append to", null);
        }
    }

    private List<@Nullable Object> pairs(List<@Nullable Object> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw in.unreadable("has a key without a value", null);
        }
        return keysAndValues;
    }

    private void put(List<@Nullable Object> keysAndValues) {
        Object target = growing(stack.top());
        if (target instanceof Parts dict && dict.kind() == Kind.DICT) {
            add(dict, keysAndValues, dict::add);
        } else if (target instanceof Made instance) {
            add(instance, keysAndValues, instance::put);
        } else {
            throw in.unreadable("comes where there is nothing to put into", null);
        }
    }

    private void addItems(List<@Nullable Object> items) {
        Object target = growing(stack.top());
        if (!(target instanceof Parts set && set.kind() == Kind.SET)) {
            throw in.unreadable("comes where there is no set", null);
        }
        add(set, items, set::add);
    }

    private @Nullable Object growing(@Nullable Object target) {
        if (target instanceof Growing compound && compound.isMade()) {
            throw in.unreadable("changes what is part of something else already, maybe of itself", null);
        }
        return target;
    }

    /** Adds parts to a compound, which they come to be for good: their own parts are complete now. */
    private void add(Growing compound, List<@Nullable Object> parts, Consumer<@Nullable Object> adder) {
        for (int i = 0; i < parts.size(); i++) {
            Object part = parts.get(i);
            if (!(part instanceof ClassName && compound instanceof Parts)) {
                parts.set(i, value(part));
            }
            if (part instanceof Growing child) {
                compound.count(child.depth(), child.size());
            } else {
                compound.count(0, size(part));
            }
        }
        growing(compound); // unless it has just become a part of itself
        parts.forEach(adder);
        if (compound.depth() > limits.depth()) {
            throw in.unreadable("makes an object nested deeper than " + limits.depth(), null);
        }
        if (compound.size() > limits.size(in.length())) {
            throw in.unreadable(
                    "makes an object that is too large: " + compound.size() + " parts and characters where "
                            + limits.size(in.length()) + " are the most",
                    null);
        }
    }

    private static long size(@Nullable Object scalar) {
        if (scalar instanceof String text) {
            return 1 + (long) text.length();
        }
        return scalar instanceof byte[] bytes ? 1 + (long) bytes.length : 1;
    }

    /** The value of something on the stack, which is complete now. */
    private @Nullable Object value(@Nullable Object onStack) {
        if (onStack instanceof ClassName type) {
            throw in.unreadable("uses the class " + type + " itself as data", null);
        }
        if (!(onStack instanceof Growing compound)) {
            return onStack;
        }
        try {
            return compound.value(model);
        } catch (IllegalArgumentException e) {
            throw in.unreadable("ends an object that " + e.getMessage(), e);
        }
    }

    // ---- classes

    private void stackGlobal(List<@Nullable Object> names) {
        if (names.get(0) instanceof String module && names.get(1) instanceof String name) {
            named(module, name);
        } else {
            throw in.unreadable("comes without two names", null);
        }
    }

    private void named(String module, String name) {
        ClassName type = ClassName.of(module, name);
        if (!Builtins.isReadable(type, model) && !model.reads(type)) {
            throw in.unreadable("names " + type + ", which is neither data nor registered", null);
        }
        stack.push(type);
    }

    private void make(List<@Nullable Object> typeAndArguments, boolean isNew) {
        if (!(typeAndArguments.get(0) instanceof ClassName type
                && typeAndArguments.get(1) instanceof Parts arguments
                && arguments.kind() == Kind.TUPLE)) {
            throw in.unreadable("comes without a class and its arguments", null);
        }
        List<@Nullable Object> values = arguments.parts();
        Made instance;
        if (type.equals(Builtins.RECONSTRUCTOR)) {
            instance = reconstructed(values);
        } else if (arguments.typeAmongParts() != null) {
            throw in.unreadable("has the class " + arguments.typeAmongParts() + " as an argument", null);
        } else {
            instance = new Made(type, isNew, values);
        }
        requireReadable(instance.type());
        instance.count(arguments.depth() - 1, arguments.size());
        stack.push(instance);
    }

    /** An object of the class that is the first argument; its base, if not {@code object}, is made from the third. */
    private Made reconstructed(List<@Nullable Object> arguments) {
        if (arguments.size() == 3
                && arguments.get(0) instanceof ClassName type
                && arguments.get(1) instanceof ClassName base
                && !(arguments.get(2) instanceof ClassName)) {
            return new Made(type, true, base.equals(Builtins.OBJECT) ? List.of() : arguments.subList(2, 3));
        }
        throw in.unreadable("calls " + Builtins.RECONSTRUCTOR + " as Python does not", null);
    }

    private void requireReadable(ClassName type) {
        if (!Builtins.isOne(type) && !model.reads(type)) {
            throw in.unreadable("makes a " + type + ", which is neither data nor registered", null);
        }
    }

    private void build(List<@Nullable Object> state) {
        if (!(growing(stack.top()) instanceof Made instance)) {
            throw in.unreadable("comes where there is no object", null);
        }
        add(instance, state, instance::state);
    }
}
