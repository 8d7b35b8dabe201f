package dev.larder.codec.pickle;

import dev.larder.internal.pickle.ClassName;
import dev.larder.internal.pickle.Compound;
import dev.larder.internal.pickle.Compound.Container;
import dev.larder.internal.pickle.Compound.Instance;
import dev.larder.internal.pickle.Compound.Kind;
import dev.larder.internal.pickle.PickleModel;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Java values of Python's data, for one pickle. */
final class DataModel implements PickleModel {

    private final Map<String, PickledClass> registered;
    private final HashedParts hashed;

    /**
     * @param registered the user's classes by name
     * @param length of the pickle, or 0 if one is written
     */
    DataModel(Map<String, PickledClass> registered, int length) {
        this.registered = registered;
        this.hashed = new HashedParts(length);
    }

    @Override
    public boolean reads(Kind kind) {
        return true;
    }

    @Override
    public boolean readsByteArrays() {
        return true;
    }

    @Override
    public boolean reads(ClassName type) {
        return registered.containsKey(type.toString()) || KnownClasses.isOne(type);
    }

    @Override
    public @Nullable Object toJava(Compound compound) {
        if (compound instanceof Container container) {
            return switch (container.kind()) {
                case TUPLE -> Tuple.copyOf(container.parts());
                case LIST -> new ArrayList<>(container.parts());
                case DICT -> hashed.map(container.parts());
                case SET -> hashed.set(container.parts());
                case FROZENSET -> new FrozenSet(hashed.set(container.parts()));
            };
        }
        if (compound instanceof Compound.ByteArray array) {
            return new ByteArray(array.bytes());
        }
        Instance instance = (Instance) compound;
        PickledClass reader = registered.get(instance.type().toString());
        return reader == null ? KnownClasses.toJava(instance) : read(instance, reader);
    }

    private @Nullable Object read(Instance instance, PickledClass reader) {
        PickledObject object = new PickledObject(
                instance.type().toString(),
                new ArrayList<>(instance.arguments()),
                instance.state(),
                new ArrayList<>(instance.items()),
                hashed.map(instance.keysAndValues()));
        try {
            return reader.read(object);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "is a " + object.name() + " that its reader refuses: " + e.getMessage(), e);
        }
    }

    @Override
    public Object toPython(Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof ByteArray array) {
            return new Compound.ByteArray(array.bytes());
        }
        if (value instanceof Tuple tuple) {
            return new Container(Kind.TUPLE, tuple.items());
        }
        if (value instanceof List<?> list) {
            return new Container(Kind.LIST, new ArrayList<>(list));
        }
        if (value instanceof Set<?> set) {
            return new Container(set instanceof FrozenSet ? Kind.FROZENSET : Kind.SET, hashable(set));
        }
        if (value instanceof Map<?, ?> map) {
            List<@Nullable Object> keysAndValues = new ArrayList<>(2 * map.size());
            map.forEach((key, item) -> {
                keysAndValues.add(key);
                keysAndValues.add(item);
            });
            hashable(map.keySet());
            return new Container(Kind.DICT, keysAndValues);
        }
        Object object = toObject(value);
        if (object == null) {
            throw new IllegalArgumentException("a " + value.getClass().getName()
                    + " has no form in Python's data; convert it to a Map, a List, or another type that the"
                    + " documentation of Pickles lists");
        }
        return object;
    }

    private static List<@Nullable Object> hashable(Collection<?> keys) {
        List<@Nullable Object> list = new ArrayList<>(keys);
        PythonKeys.require(list);
        return list;
    }

    private static @Nullable Instance toObject(Object value) {
        if (value instanceof LocalDateTime dateTime) {
            return DateTimes.toPython(dateTime, null);
        }
        if (value instanceof OffsetDateTime dateTime) {
            return DateTimes.toPython(dateTime.toLocalDateTime(), dateTime.getOffset());
        }
        if (value instanceof LocalDate date) {
            return DateTimes.toPython(date);
        }
        if (value instanceof LocalTime time) {
            return DateTimes.toPython(time, null);
        }
        if (value instanceof OffsetTime time) {
            return DateTimes.toPython(time.toLocalTime(), time.getOffset());
        }
        if (value instanceof Duration duration) {
            return DateTimes.toPython(duration);
        }
        if (value instanceof ZoneOffset offset) {
            return DateTimes.toPython(offset);
        }
        if (value instanceof BigDecimal number) {
            return KnownClasses.toPython(number);
        }
        return value instanceof UUID uuid ? KnownClasses.toPython(uuid) : null;
    }

    /** {@code timezone.utc} is. */
    @Override
    public boolean isUnique(Object value) {
        return value.equals(ZoneOffset.UTC);
    }
}
