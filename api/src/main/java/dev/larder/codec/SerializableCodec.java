package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/**
 * Objects in the JDK's serialised form, made of allowed classes only.
 *
 * @param forKeys whether equal objects are to have equal bytes
 */
record SerializableCodec<T>(Class<T> type, AllowedClasses allowed, boolean forKeys) implements Codec<T>, Serializable {

    /** Objects within objects. Each level takes the JDK up to 2 KiB of stack when it reads. */
    static final int MAX_DEPTH = 1000;

    private static final long serialVersionUID = 1L;

    @Override
    public Encoded encode(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AllowedOutput out = forKeys ? new KeyOutput(bytes, allowed) : new AllowedOutput(bytes, allowed)) {
            out.writeAllowed(type.cast(value));
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("Codec " + name() + " cannot write the value: " + e, e);
        } catch (StackOverflowError e) {
            throw new SerializationException("Codec " + name() + " cannot write the value: it is nested too deeply", e);
        }
        return new Encoded(Scalar.of(bytes.toByteArray()), Encoding.JAVA_SERIALIZATION);
    }

    @Override
    public T decode(Encoded encoded) {
        byte[] bytes = Codec.require(this, encoded, Encoding.JAVA_SERIALIZATION, Scalar.Bytes.class)
                .value();
        ByteArrayInputStream source = new ByteArrayInputStream(bytes);
        try (ObjectInputStream in = new AllowedInput(source, allowed, bytes.length)) {
            Object value = in.readObject();
            if (!type.isInstance(value)) {
                throw new SerializationException("Codec " + name() + " found "
                        + (value == null ? "null" : "a " + value.getClass().getName())
                        + " instead; read it with the codec that wrote it, or replace it");
            }
            if (source.available() > 0) {
                throw Damage.found(this, source.available() + " bytes follow the object", null);
            }
            return type.cast(value);
        } catch (SerializationException e) {
            throw e;
        } catch (IOException | ClassNotFoundException | RuntimeException | StackOverflowError | InternalError e) {
            // The JDK's Map.of answers an odd number of keys and values with an InternalError.
            throw new SerializationException("Codec " + name() + " cannot read the value: " + e, e);
        }
    }

    @Override
    public String name() {
        return (forKeys ? "serializableKeys(" : "serializable(") + type.getName() + ")";
    }

    @Override
    public boolean isDeterministic() {
        return forKeys;
    }
}
