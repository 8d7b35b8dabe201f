package dev.larder.internal.pickle;

import dev.larder.internal.pickle.Compound.Container;
import dev.larder.internal.pickle.Compound.Instance;
import dev.larder.internal.pickle.Compound.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compound on the stack that may get more parts, until it is used as a part itself: then its Java value is made. So
 * nothing that contains itself is made, and depth and size are known for good.
 */
abstract sealed class Growing {

    private int depth = 1;
    private long size = 1;
    private boolean made;
    private @Nullable Object value;

    /** Something of a built-in type. */
    static final class Parts extends Growing {

        private final Kind kind;
        private List<@Nullable Object> parts = List.of();
        private @Nullable ClassName typeAmongParts;

        Parts(Kind kind) {
            this.kind = kind;
        }

        Kind kind() {
            return kind;
        }

        /** What it holds so far; classes among it are a {@link ClassName}. */
        List<@Nullable Object> parts() {
            return parts;
        }

        /** A class among the parts, or null. Only {@link Builtins} can do something with it. */
        @Nullable
        ClassName typeAmongParts() {
            return typeAmongParts;
        }

        void add(@Nullable Object part) {
            if (part instanceof ClassName type) {
                typeAmongParts = type;
            }
            parts = added(parts, part);
        }

        @Override
        @Nullable
        Object make(PickleModel model) {
            if (typeAmongParts != null) {
                throw new IllegalArgumentException("has the class " + typeAmongParts + " itself among its parts");
            }
            return model.toJava(new Container(kind, parts));
        }
    }

    /** An object of a class, or what a call gives. */
    static final class Made extends Growing {

        private final ClassName type;
        private final boolean isNew;
        private final List<@Nullable Object> arguments;
        private List<@Nullable Object> items = List.of();
        private List<@Nullable Object> keysAndValues = List.of();
        private @Nullable Object state;

        Made(ClassName type, boolean isNew, List<@Nullable Object> arguments) {
            this.type = type;
            this.isNew = isNew;
            this.arguments = arguments;
        }

        ClassName type() {
            return type;
        }

        void append(@Nullable Object item) {
            items = added(items, item);
        }

        void put(@Nullable Object keyOrValue) {
            keysAndValues = added(keysAndValues, keyOrValue);
        }

        void state(@Nullable Object state) {
            this.state = state;
        }

        @Override
        @Nullable
        Object make(PickleModel model) {
            Instance instance = new Instance(type, isNew, arguments, state, items, keysAndValues);
            return model.reads(type) ? model.toJava(instance) : Builtins.value(instance, model);
        }
    }

    private static List<@Nullable Object> added(List<@Nullable Object> list, @Nullable Object item) {
        // most have few parts, and many none
        List<@Nullable Object> grown = list.isEmpty() ? new ArrayList<>(4) : list;
        grown.add(item);
        return grown;
    }

    abstract @Nullable Object make(PickleModel model);

    int depth() {
        return depth;
    }

    long size() {
        return size;
    }

    /** Counts a part: how deep it is, 0 for what has no parts, and its size. */
    void count(int partDepth, long partSize) {
        depth = Math.max(depth, partDepth + 1);
        size += partSize;
    }

    /** Whether its value is made, after which it gets no more parts. */
    boolean isMade() {
        return made;
    }

    /** The Java value, which is made now if it was not before. */
    @Nullable
    Object value(PickleModel model) {
        if (!made) {
            value = make(model);
            made = true;
        }
        return value;
    }
}
