package dev.larder.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes equal keys as equal bytes. The JDK writes an object once and then refers to it, so the bytes tell whether two
 * fields hold the same text or two equal ones, which is chance: of equal plain values only the first is written here.
 */
final class KeyOutput extends AllowedOutput {

    /** What is written for the collections of {@code List.of} and its like, of which sets have an order by chance. */
    private static final String UNMODIFIABLE = "java.util.CollSer";

    /** What the values of {@code java.time} are written as; it has no {@code equals}. */
    private static final String TIME = "java.time.Ser";

    private static final Set<String> PLAIN = Set.of("java.lang", "java.math", "java.time");

    private final Map<Object, Object> written = new HashMap<>();

    KeyOutput(OutputStream out, AllowedClasses allowed) throws IOException {
        super(out, allowed);
        enableReplaceObject(true);
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) throws IOException {
        if (object == null) {
            return null;
        }
        if (hasOrderByChance(object)) {
            note(new InvalidClassException(
                    object.getClass().getName(),
                    "its elements have no order of their own, so equal keys could not be found again; take an array,"
                            + " an ArrayList or a TreeMap instead"));
        }
        if (isPlain(object)) {
            Object first = written.putIfAbsent(identity(object), object);
            return first == null ? object : first;
        }
        return object;
    }

    /** Equal for plain values that are equal. */
    private static Object identity(Object plain) throws IOException {
        if (!plain.getClass().getName().equals(TIME)) {
            return plain;
        }
        ByteArrayOutputStream alone = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(alone)) {
            out.writeObject(plain);
        }
        return ByteBuffer.wrap(alone.toByteArray());
    }

    private static boolean hasOrderByChance(Object object) {
        return (object instanceof Map && !(object instanceof SortedMap))
                || (object instanceof Set && !(object instanceof SortedSet))
                || object.getClass().getName().equals(UNMODIFIABLE);
    }

    private static boolean isPlain(Object object) {
        Class<?> type = object.getClass();
        return object instanceof UUID || (PLAIN.contains(type.getPackageName()) && !type.isArray() && !type.isEnum());
    }
}
