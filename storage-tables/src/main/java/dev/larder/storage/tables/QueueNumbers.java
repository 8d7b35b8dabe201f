package dev.larder.storage.tables;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;

import dev.larder.storage.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/**
 * What {@link KeyCode} makes of the numbers of a queue, as expressions of PostgreSQL: the head of a key has as many
 * bytes as each of the queue's, begins as they do, and its digits begin behind that; without a prefix, where a number
 * is itself the key, none are left.
 */
final class QueueNumbers {

    /** Bits of a floating number but for its sign. */
    private static final long WITHOUT_SIGN = Long.MAX_VALUE;

    private static final int FRACTION_BITS = 52;
    private static final int EXPONENT_BIAS = 1_023;
    private static final long EXPONENT = 0x7FF;
    private static final int DIGITS = 15;

    private QueueNumbers() {}

    /** The key of some number of a queue, as which all have the same kind and length. */
    static KeyCode sample(Sequence.Queue queue) {
        return KeyCode.of(queue.key(Sequence.FIRST_NUMBER));
    }

    /**
     * Binds which keys are those of a queue, and where their numbers are.
     *
     * @param sample of the queue, which is {@linkplain KeyCode#isShort() short}
     */
    static Call set(Call call, Sequence.Queue queue, KeyCode sample) {
        byte[] head = sample.head();
        int digits = queue.prefix() == null ? 0 : DIGITS;
        return call.setSpan(KeySpan.of(QueueRows.range(queue)))
                .set(Parameter.KEY_KIND, sample.kind())
                .set(Parameter.LENGTH, head.length)
                .set(Parameter.DIGITS, head.length - digits + 1)
                .set(Parameter.PREFIX, Arrays.copyOf(head, head.length - digits));
    }

    /** Whether a key has the form of the queue's. */
    static Condition isNumbered(Field<Short> kind, Field<byte[]> head) {
        return kind.eq(Parameter.KEY_KIND.as(kind))
                .and(function("length", SQLDataType.INTEGER, head).eq(Parameter.LENGTH.asInteger()))
                .and(function("btrim", SQLDataType.VARBINARY, digits(head), inline(bytes("0123456789")))
                        .eq(inline(new byte[0])));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Field<byte[]> digits(Field<byte[]> head) {
        return function("substring", SQLDataType.VARBINARY, head, Parameter.DIGITS.asInteger());
    }

    private static Condition isItselfTheKey() {
        return Parameter.KEY_KIND.asInteger().eq(inline(KeyCode.INTEGER));
    }

    /** The number of a key that has the form of the queue's. */
    static Field<Long> number(Field<byte[]> head) {
        return when(isItselfTheKey(), integer(head))
                .otherwise(function("convert_from", SQLDataType.VARCHAR, digits(head), inline("UTF8"))
                        .cast(SQLDataType.BIGINT));
    }

    /** A positive whole floating number from its bits, of which the sign is the other way round. */
    private static Field<Long> integer(Field<byte[]> head) {
        Field<byte[]> number = function("substring", SQLDataType.VARBINARY, head, inline(2), inline(Long.BYTES));
        Field<Long> bits = field(
                        "cast(cast('x' || encode({0}, 'hex') as bit(64)) as bigint)", SQLDataType.BIGINT, number)
                .bitAnd(inline(WITHOUT_SIGN));
        Field<Long> one = inline(1L << FRACTION_BITS);
        Field<Long> exponent = bits.shr(inline(FRACTION_BITS)).bitAnd(inline(EXPONENT));
        Field<Integer> places =
                inline((long) FRACTION_BITS + EXPONENT_BIAS).minus(exponent).cast(SQLDataType.INTEGER);
        return bits.bitAnd(one.minus(inline(1L))).bitOr(one).shr(places);
    }

    /** The head of the key of a number. */
    static Field<byte[]> head(Field<Long> number) {
        Field<byte[]> binary =
                function("float8send", SQLDataType.VARBINARY, number.neg().cast(SQLDataType.DOUBLE));
        Field<byte[]> text = field(
                "convert_to(lpad(cast({0} as text), {1}, '0'), 'UTF8')", SQLDataType.VARBINARY, number, inline(DIGITS));
        Field<byte[]> prefix = field("cast({0} as bytea)", SQLDataType.VARBINARY, Parameter.PREFIX.asBytes());
        return when(
                        isItselfTheKey(),
                        field(
                                "{0} || {1} || {2}",
                                SQLDataType.VARBINARY,
                                inline(new byte[] {KeyCode.NUMBERS}),
                                binary,
                                inline(new byte[Short.BYTES])))
                .otherwise(field("{0} || {1}", SQLDataType.VARBINARY, prefix, text));
    }
}
