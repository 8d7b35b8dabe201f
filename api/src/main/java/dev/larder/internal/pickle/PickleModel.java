package dev.larder.internal.pickle;

import org.jspecify.annotations.Nullable;

/**
 * Which Java values stand for Python's objects with parts. None, booleans, integers, floats, text and bytes are the
 * same in every model: null, {@code Boolean}, {@code Long} or {@code BigInteger}, {@code Double}, {@code String} and
 * {@code byte[]}.
 */
public interface PickleModel {

    /** Whether there are Java values for this kind; a list is then a {@link java.util.List}. */
    boolean reads(Compound.Kind kind);

    /** Whether there are Java values for bytearrays. */
    boolean readsByteArrays();

    /** Whether there are Java values for what this class or function makes. */
    boolean reads(ClassName type);

    /**
     * The Java value of a compound that this model reads.
     *
     * @throws IllegalArgumentException if it has none; the message is a clause about the compound
     */
    @Nullable
    Object toJava(Compound compound);

    /**
     * What a Java value is in Python: a {@link Compound}, a {@link PythonType}, or a value that is the same in every
     * model.
     *
     * @throws IllegalArgumentException if it is nothing there
     */
    Object toPython(Object value);

    /** Whether Python has only one object equal to this one, so that each time after the first refers to that one. */
    boolean isUnique(Object value);
}
