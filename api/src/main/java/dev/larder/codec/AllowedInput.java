package dev.larder.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.Map;

/** Reads objects of allowed classes, within limits that follow from the bytes there are. */
final class AllowedInput extends ObjectInputStream {

    private final AllowedClasses allowed;

    AllowedInput(InputStream in, AllowedClasses allowed, int length) throws IOException {
        super(in);
        this.allowed = allowed;
        setObjectInputFilter(new Limits(length));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException {
        return allowed.resolve(description.getName());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
        throw AllowedClasses.refused("a dynamic proxy");
    }

    /**
     * Refuses depths that could exhaust the stack, and arrays that cannot be genuine: in the stream each element takes
     * its size, or at least a byte if it is a reference, so all arrays together are no larger than the stream.
     */
    private static final class Limits implements ObjectInputFilter {

        /** In eighths of a byte: hash tables announce up to eight slots for an element. */
        private static final int REFERENCE = 1;

        private static final Map<Class<?>, Integer> PRIMITIVES = Map.of(
                boolean.class, 8,
                byte.class, 8,
                char.class, 16,
                short.class, 16,
                int.class, 32,
                float.class, 32,
                long.class, 64,
                double.class, 64);

        private final long available;
        private long claimed;

        Limits(int length) {
            this.available = 8L * length;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            if (info.arrayLength() >= 0) {
                claimed += info.arrayLength()
                        * PRIMITIVES.getOrDefault(info.serialClass().getComponentType(), REFERENCE);
            }
            boolean exceeded = info.depth() > SerializableCodec.MAX_DEPTH || claimed > available;
            return exceeded ? Status.REJECTED : Status.UNDECIDED;
        }
    }
}
