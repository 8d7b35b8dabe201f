package dev.larder.codec.pickle;

import dev.larder.internal.pickle.ClassName;
import dev.larder.internal.pickle.Compound.Constant;
import dev.larder.internal.pickle.Compound.Container;
import dev.larder.internal.pickle.Compound.Instance;
import dev.larder.internal.pickle.Compound.Kind;
import dev.larder.internal.pickle.Compound.Own;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The classes of Python's library that are data. */
final class KnownClasses {

    private static final ClassName DECIMAL = new ClassName("decimal", "Decimal");
    private static final ClassName UUID_CLASS = new ClassName("uuid", "UUID");

    /** How sure it is that a UUID is unique; up to Python 3.7 a part of each. */
    private static final ClassName SAFE_UUID = new ClassName("uuid", "SafeUUID");

    private static final String UUID_NUMBER = "int";
    private static final BigInteger LOW_HALF =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    /** As many digits as Python's integers may have when read; more would take time out of proportion. */
    static final int MAX_DIGITS = 4_300;

    private static final Pattern NUMBER =
            Pattern.compile("-?[0-9]{0," + MAX_DIGITS + "}(?:\\.[0-9]{0," + MAX_DIGITS + "})?(?:E[+-]?[0-9]{1,10})?");

    private static final Map<ClassName, Function<Instance, @Nullable Object>> READERS = Map.of(
            DateTimes.DATE,
            object -> DateTimes.date(object.arguments()),
            DateTimes.TIME,
            object -> DateTimes.time(object.arguments()),
            DateTimes.DATETIME,
            object -> DateTimes.dateTime(object.arguments()),
            DateTimes.TIMEDELTA,
            object -> DateTimes.duration(object.arguments()),
            DateTimes.TIMEZONE,
            object -> DateTimes.timeZone(object.arguments()),
            DECIMAL,
            object -> decimal(object.arguments()),
            UUID_CLASS,
            object -> uuid(object.state()),
            SAFE_UUID,
            object -> null);

    private KnownClasses() {}

    static boolean isOne(ClassName type) {
        return READERS.containsKey(type);
    }

    /**
     * The Java value of an object of one of them.
     *
     * @throws IllegalArgumentException if it has none
     */
    static @Nullable Object toJava(Instance object) {
        Function<Instance, @Nullable Object> reader = READERS.get(object.type());
        if (reader == null
                || !object.items().isEmpty()
                || !object.keysAndValues().isEmpty()) {
            throw new IllegalArgumentException("is no " + object.type());
        }
        return reader.apply(object);
    }

    private static BigDecimal decimal(List<? extends @Nullable Object> arguments) {
        if (arguments.size() != 1 || !(arguments.get(0) instanceof String text)) {
            throw new IllegalArgumentException("is no Decimal: its argument is no text");
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "is a Decimal that is no number of at most " + MAX_DIGITS + " digits, which Java has not");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is a Decimal whose exponent Java does not have", e);
        }
    }

    static Instance toPython(BigDecimal number) {
        if (number.precision() > MAX_DIGITS) {
            throw new IllegalArgumentException(
                    "a BigDecimal has " + number.precision() + " digits, and no more than " + MAX_DIGITS + " are read");
        }
        return Instance.called(DECIMAL, new Own(number.toString()));
    }

    private static UUID uuid(@Nullable Object state) {
        if (state instanceof Map<?, ?> attributes && attributes.get(UUID_NUMBER) instanceof Number number) {
            BigInteger bits = number instanceof BigInteger large ? large : BigInteger.valueOf(number.longValue());
            if (bits.signum() >= 0 && bits.bitLength() <= 2 * Long.SIZE) {
                return new UUID(bits.shiftRight(Long.SIZE).longValue(), bits.longValue());
            }
        }
        throw new IllegalArgumentException("is no UUID: its state has no number of 128 bits");
    }

    static Instance toPython(UUID uuid) {
        BigInteger bits = BigInteger.valueOf(uuid.getMostSignificantBits())
                .shiftLeft(Long.SIZE)
                .or(BigInteger.valueOf(uuid.getLeastSignificantBits()).and(LOW_HALF))
                .mod(BigInteger.ONE.shiftLeft(2 * Long.SIZE));
        return Instance.withState(UUID_CLASS, new Container(Kind.DICT, List.of(new Constant(UUID_NUMBER), bits)));
    }
}
