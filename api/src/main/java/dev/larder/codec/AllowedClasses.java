package dev.larder.codec;

import java.io.InvalidClassException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Month;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The classes that may occur in a serialised object. Names are looked up here and nowhere else, so a name from the
 * store never makes a class load, and classes come from the loader of those that the user named.
 *
 * @param byName the classes by name; those that are always allowed are not among them
 */
record AllowedClasses(Map<String, Class<?>> byName) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What the collections made by {@code List.of}, {@code Set.of} and {@code Map.of} are written as. */
    private static final String UNMODIFIABLE = "java.util.CollSer";

    /** {@code Object} as the element of arrays, {@code Ser} as what the values of {@code java.time} are written as. */
    private static final AllowedClasses ALWAYS = new AllowedClasses(index(List.of(
            Object.class,
            Number.class,
            Enum.class,
            Boolean.class,
            Byte.class,
            Character.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            DayOfWeek.class,
            Month.class,
            hidden("java.time.Ser"))));

    static AllowedClasses of(Class<?> type, Class<?>... alsoAllowed) {
        Map<String, Class<?>> byName = index(List.of(alsoAllowed));
        byName.putAll(index(List.of(type)));
        if (byName.values().stream().anyMatch(Set.of(List.class, Set.class, Map.class)::contains)) {
            byName.putAll(index(List.of(hidden(UNMODIFIABLE))));
        }
        return new AllowedClasses(Map.copyOf(byName));
    }

    /** The classes, or the elements of arrays, with their superclasses, whose data lies in the same object. */
    private static Map<String, Class<?>> index(List<Class<?>> classes) {
        Map<String, Class<?>> byName = new HashMap<>();
        for (Class<?> named : classes) {
            Class<?> element = named;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            for (Class<?> c = element; c != null; c = c.getSuperclass()) {
                byName.put(c.getName(), c);
            }
        }
        return byName;
    }

    private static Class<?> hidden(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("This JDK has no class " + name + ", which the serialised form names", e);
        }
    }

    /**
     * The class of this name as a serialised object gives it, which for arrays is as {@link Class#getName} does.
     *
     * @throws InvalidClassException if it is not allowed
     */
    Class<?> resolve(String name) throws InvalidClassException {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        Class<?> found = dimensions == 0 ? find(name) : findElement(name.substring(dimensions));
        if (found == null || dimensions > 255) {
            throw refused(name);
        }
        for (int i = 0; i < dimensions; i++) {
            found = found.arrayType();
        }
        return found;
    }

    private @Nullable Class<?> find(String name) {
        Class<?> named = byName.get(name);
        return named == null ? ALWAYS.byName.get(name) : named;
    }

    private @Nullable Class<?> findElement(String descriptor) {
        if (descriptor.startsWith("L") && descriptor.endsWith(";")) {
            return find(descriptor.substring(1, descriptor.length() - 1));
        }
        return switch (descriptor) {
            case "Z" -> boolean.class;
            case "B" -> byte.class;
            case "C" -> char.class;
            case "S" -> short.class;
            case "I" -> int.class;
            case "J" -> long.class;
            case "F" -> float.class;
            case "D" -> double.class;
            default -> null;
        };
    }

    static InvalidClassException refused(String name) {
        return new InvalidClassException(
                name,
                name.equals(UNMODIFIABLE)
                        ? "written for List.of, Set.of or Map.of, which are allowed by naming List, Set or Map:"
                                + " Codec.serializable(type, List.class)"
                        : "not on the codec's allow-list; if it is to be trusted, name it: Codec.serializable(type, classes)");
    }
}
