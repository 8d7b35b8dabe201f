package dev.larder.storage.tables;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What statements are run with. Each has one type, wherever it stands. */
enum Parameter {
    LOCK_TIMEOUT(SQLDataType.VARCHAR),
    COLLECTION(SQLDataType.BIGINT),
    NAME(SQLDataType.VARCHAR),
    ID(SQLDataType.BIGINT),
    IDS(SQLDataType.BIGINT.array()),
    PLACE(SQLDataType.BIGINT),
    AFTER(SQLDataType.BIGINT),
    UP_TO(SQLDataType.BIGINT),
    LIMIT(SQLDataType.INTEGER),
    WOKEN(SQLDataType.INTEGER),
    NOW(SQLDataType.DOUBLE),
    KEY_KIND(SQLDataType.SMALLINT),
    HEAD(SQLDataType.VARBINARY),
    HEADS(SQLDataType.VARBINARY.array()),
    REST(SQLDataType.VARBINARY),
    HASH(SQLDataType.VARBINARY),
    LOW_HEAD(SQLDataType.VARBINARY),
    LOW_REST(SQLDataType.VARBINARY),
    HIGH_HEAD(SQLDataType.VARBINARY),
    HIGH_REST(SQLDataType.VARBINARY),
    LENGTH(SQLDataType.INTEGER),
    DIGITS(SQLDataType.INTEGER),
    PREFIX(SQLDataType.VARBINARY),
    BOUND(SQLDataType.BIGINT),
    STORE_TIME(SQLDataType.DOUBLE),
    EXPIRE_TIME(SQLDataType.DOUBLE),
    ACCESS_TIME(SQLDataType.DOUBLE),
    TIMES(SQLDataType.BIGINT),
    USED(SQLDataType.BIGINT),
    DELTA(SQLDataType.BIGINT),
    LEAST(SQLDataType.BIGINT),
    MOST(SQLDataType.BIGINT),
    TAG_KIND(SQLDataType.SMALLINT),
    TAG_CODE(SQLDataType.VARBINARY),
    TAG_HASH(SQLDataType.VARBINARY),
    ENCODING(SQLDataType.INTEGER),
    VALUE_KIND(SQLDataType.SMALLINT),
    INT_VALUE(SQLDataType.BIGINT),
    BYTE_VALUE(SQLDataType.VARBINARY),
    IF_LIVE(SQLDataType.INTEGER),
    IF_STORED_AT(SQLDataType.DOUBLE),
    IF_ENCODING(SQLDataType.INTEGER),
    IF_VALUE_KIND(SQLDataType.SMALLINT),
    IF_INT_VALUE(SQLDataType.BIGINT),
    IF_BYTE_VALUE(SQLDataType.VARBINARY),
    CONTENT(SQLDataType.BIGINT),
    CONTENTS(SQLDataType.BIGINT.array()),
    SIZE(SQLDataType.BIGINT),
    WEIGHT(SQLDataType.BIGINT),
    SEQ(SQLDataType.INTEGER),
    KIND(SQLDataType.VARCHAR),
    OWNER(SQLDataType.VARCHAR),
    END_TIME(SQLDataType.DOUBLE),
    NOTE(SQLDataType.VARBINARY),
    STATE(SQLDataType.SMALLINT),
    PRIORITY(SQLDataType.INTEGER),
    DUE_TIME(SQLDataType.DOUBLE),
    TOKEN(SQLDataType.VARCHAR),
    DEDUP(SQLDataType.VARBINARY),
    DEDUP_HASH(SQLDataType.VARBINARY),
    REASON(SQLDataType.VARBINARY);

    @SuppressWarnings("ImmutableEnumChecker") // one of the constants of jOOQ
    private final DataType<?> type;

    Parameter(DataType<?> type) {
        this.type = type;
    }

    /** Its place in a statement, of the column's type. */
    <T> Field<T> as(Field<T> column) {
        return DSL.param(name(), column.getDataType());
    }

    /** Its place in a statement, for a number. */
    Field<Integer> asInteger() {
        return DSL.param(name(), SQLDataType.INTEGER);
    }

    /** Its place in a statement, for a number. */
    Field<Long> asLong() {
        return DSL.param(name(), SQLDataType.BIGINT);
    }

    /** Its place in a statement, for bytes. */
    Field<byte[]> asBytes() {
        return DSL.param(name(), SQLDataType.VARBINARY);
    }

    /** Its place in a statement, for a text. */
    Field<String> asText() {
        return DSL.param(name(), SQLDataType.VARCHAR);
    }

    /** Its place in a statement, for a set of bytes, which is bound as text: not every driver makes arrays. */
    Field<byte[][]> asByteStrings() {
        return DSL.param(name(), SQLDataType.VARCHAR).cast(SQLDataType.VARBINARY.array());
    }

    /** Its place in a statement, for a set of numbers, which is bound as text too. */
    Field<Long[]> asNumbers() {
        return DSL.param(name(), SQLDataType.VARCHAR).cast(SQLDataType.BIGINT.array());
    }

    /** Its place in a statement, for a time. */
    Field<Double> asTime() {
        return DSL.param(name(), SQLDataType.DOUBLE);
    }

    /** Binds a value, which is of the type, or null. */
    void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(index, jdbcType());
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else if (value instanceof byte[][] byteStrings) {
            statement.setString(index, text(byteStrings));
        } else if (value instanceof long[] numbers) {
            statement.setString(index, text(numbers));
        } else if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else if (value instanceof Double number) {
            statement.setDouble(index, number);
        } else if (value instanceof String text) {
            statement.setString(index, text);
        } else {
            throw new IllegalArgumentException(this + " cannot be a " + value.getClass());
        }
    }

    /** In the form in which PostgreSQL takes an array of bytes. */
    private static String text(byte[][] byteStrings) {
        return Stream.of(byteStrings)
                .map(each -> "\"\\\\x" + HexFormat.of().formatHex(each) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(long[] numbers) {
        return LongStream.of(numbers).mapToObj(Long::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private int jdbcType() {
        if (type == SQLDataType.VARBINARY) {
            return Types.VARBINARY;
        }
        if (type == SQLDataType.VARCHAR) {
            return Types.VARCHAR;
        }
        if (type == SQLDataType.DOUBLE) {
            return Types.DOUBLE;
        }
        if (type == SQLDataType.SMALLINT) {
            return Types.SMALLINT;
        }
        return type == SQLDataType.INTEGER ? Types.INTEGER : Types.BIGINT;
    }
}
