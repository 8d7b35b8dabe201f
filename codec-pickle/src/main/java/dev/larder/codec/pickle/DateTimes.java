package dev.larder.codec.pickle;

import dev.larder.internal.pickle.ClassName;
import dev.larder.internal.pickle.Compound.Instance;
import dev.larder.internal.pickle.Compound.Own;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of Python's {@code datetime}, which have microseconds, years from 1 to 9999 and offsets of their own. */
final class DateTimes {

    static final ClassName DATE = new ClassName("datetime", "date");
    static final ClassName TIME = new ClassName("datetime", "time");
    static final ClassName DATETIME = new ClassName("datetime", "datetime");
    static final ClassName TIMEDELTA = new ClassName("datetime", "timedelta");
    static final ClassName TIMEZONE = new ClassName("datetime", "timezone");

    private static final int DATE_BYTES = 4;
    private static final int TIME_BYTES = 6;

    /** In the month or the hour: that it is the second time that clocks show this. An offset says it better. */
    private static final int FOLD = 0x80;

    private static final int MAX_YEAR = 9999;
    private static final long MAX_DAYS = 999_999_999;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int NANOS_PER_MICRO = 1_000;

    private DateTimes() {}

    // ---- reading

    static LocalDate date(List<? extends @Nullable Object> arguments) {
        return date(state(arguments, DATE_BYTES));
    }

    /** A {@code LocalTime}, or an {@code OffsetTime} if there is an offset. */
    static Object time(List<? extends @Nullable Object> arguments) {
        LocalTime time = time(state(arguments, TIME_BYTES));
        ZoneOffset offset = offset(arguments);
        return offset == null ? time : OffsetTime.of(time, offset);
    }

    /** A {@code LocalDateTime}, or an {@code OffsetDateTime} if there is an offset. */
    static Object dateTime(List<? extends @Nullable Object> arguments) {
        ByteBuffer state = state(arguments, DATE_BYTES + TIME_BYTES);
        LocalDateTime dateTime = LocalDateTime.of(date(state), time(state));
        ZoneOffset offset = offset(arguments);
        return offset == null ? dateTime : OffsetDateTime.of(dateTime, offset);
    }

    static Duration duration(List<? extends @Nullable Object> arguments) {
        if (arguments.size() == 3
                && arguments.get(0) instanceof Long days
                && arguments.get(1) instanceof Long seconds
                && arguments.get(2) instanceof Long micros
                && Math.abs(days) <= MAX_DAYS
                && seconds >= 0
                && seconds < SECONDS_PER_DAY
                && micros >= 0
                && micros < 1_000_000) {
            return Duration.ofSeconds(days * SECONDS_PER_DAY + seconds, micros * NANOS_PER_MICRO);
        }
        throw new IllegalArgumentException("is no timedelta: its arguments are not days, seconds and microseconds");
    }

    /** An offset; a name that it has in Python is left out. */
    static ZoneOffset timeZone(List<? extends @Nullable Object> arguments) {
        boolean named = arguments.size() == 2 && arguments.get(1) instanceof String;
        if ((arguments.size() == 1 || named) && arguments.get(0) instanceof Duration offset) {
            if (offset.getNano() != 0 || Math.abs(offset.getSeconds()) > ZoneOffset.MAX.getTotalSeconds()) {
                throw new IllegalArgumentException(
                        "has an offset of " + offset + " where Java has whole seconds up to 18 hours");
            }
            return ZoneOffset.ofTotalSeconds((int) offset.getSeconds());
        }
        throw new IllegalArgumentException("is no timezone: its argument is no timedelta");
    }

    private static ByteBuffer state(List<? extends @Nullable Object> arguments, int length) {
        if (!arguments.isEmpty()
                && arguments.size() <= 2
                && arguments.get(0) instanceof byte[] state
                && state.length == length) {
            return ByteBuffer.wrap(state);
        }
        throw new IllegalArgumentException("is no date or time: its argument is not " + length + " bytes");
    }

    private static @Nullable ZoneOffset offset(List<? extends @Nullable Object> arguments) {
        if (arguments.size() == 1) {
            return null;
        }
        if (arguments.get(1) instanceof ZoneOffset offset) {
            return offset;
        }
        throw new IllegalArgumentException("has a time zone that is no datetime.timezone");
    }

    private static LocalDate date(ByteBuffer state) {
        int year = Short.toUnsignedInt(state.getShort());
        if (year < 1 || year > MAX_YEAR) {
            throw new IllegalArgumentException("is no date: it has the year " + year);
        }
        try {
            return LocalDate.of(year, state.get() & ~FOLD & 0xFF, state.get());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is no date: " + e.getMessage(), e);
        }
    }

    private static LocalTime time(ByteBuffer state) {
        int hour = state.get() & ~FOLD & 0xFF;
        int minute = state.get();
        int second = state.get();
        int micros = Byte.toUnsignedInt(state.get()) << 16 | Short.toUnsignedInt(state.getShort());
        try {
            return LocalTime.of(hour, minute, second, Math.multiplyExact(micros, NANOS_PER_MICRO));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("is no time: " + e.getMessage(), e);
        }
    }

    // ---- writing

    static Instance toPython(LocalDate date) {
        ByteBuffer state = ByteBuffer.allocate(DATE_BYTES);
        put(date, state);
        return Instance.called(DATE, new Own(state.array()));
    }

    static Instance toPython(LocalTime time, @Nullable ZoneOffset offset) {
        ByteBuffer state = ByteBuffer.allocate(TIME_BYTES);
        put(time, state);
        return withOffset(TIME, state.array(), offset);
    }

    static Instance toPython(LocalDateTime dateTime, @Nullable ZoneOffset offset) {
        ByteBuffer state = ByteBuffer.allocate(DATE_BYTES + TIME_BYTES);
        put(dateTime.toLocalDate(), state);
        put(dateTime.toLocalTime(), state);
        return withOffset(DATETIME, state.array(), offset);
    }

    static Instance toPython(Duration duration) {
        long days = Math.floorDiv(duration.getSeconds(), SECONDS_PER_DAY);
        if (Math.abs(days) > MAX_DAYS) {
            throw new IllegalArgumentException("a Duration of " + duration + " is longer than Python's timedelta");
        }
        return Instance.called(TIMEDELTA, days, Math.floorMod(duration.getSeconds(), SECONDS_PER_DAY), (long)
                micros(duration.getNano(), duration));
    }

    static Instance toPython(ZoneOffset offset) {
        return Instance.called(TIMEZONE, new Own(Duration.ofSeconds(offset.getTotalSeconds())));
    }

    private static Instance withOffset(ClassName type, byte[] state, @Nullable ZoneOffset offset) {
        Own own = new Own(state);
        return offset == null ? Instance.called(type, own) : Instance.called(type, own, offset);
    }

    private static void put(LocalDate date, ByteBuffer state) {
        if (date.getYear() < 1 || date.getYear() > MAX_YEAR) {
            throw new IllegalArgumentException(
                    "a date has the year " + date.getYear() + ", and Python has those from 1 to " + MAX_YEAR);
        }
        state.putShort((short) date.getYear()).put((byte) date.getMonthValue()).put((byte) date.getDayOfMonth());
    }

    private static void put(LocalTime time, ByteBuffer state) {
        int micros = micros(time.get(ChronoField.NANO_OF_SECOND), time);
        state.put((byte) time.getHour())
                .put((byte) time.getMinute())
                .put((byte) time.getSecond())
                .put((byte) (micros >> 16))
                .putShort((short) micros);
    }

    private static int micros(int nanos, Object time) {
        if (nanos % NANOS_PER_MICRO != 0) {
            throw new IllegalArgumentException("a " + time.getClass().getSimpleName()
                    + " has nanoseconds, and Python has microseconds; truncate it: truncatedTo(ChronoUnit.MICROS)");
        }
        return nanos / NANOS_PER_MICRO;
    }
}
