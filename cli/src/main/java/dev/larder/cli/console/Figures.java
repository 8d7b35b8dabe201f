package dev.larder.cli.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

    private static final double KIBIBYTE = 1 << 10;
    private static final double MEBIBYTE = 1 << 20;
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private Figures() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String bytes(long bytes) {
        return bytes < MEBIBYTE
                ? String.format(Locale.ROOT, "%,.1f KiB", bytes / KIBIBYTE)
                : String.format(Locale.ROOT, "%,.1f MiB", bytes / MEBIBYTE);
    }

    public static String time(Duration time) {
        double millis = time.toNanos() / NANOS_PER_MILLI;
        return millis < MILLIS_PER_SECOND
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.2f s", millis / MILLIS_PER_SECOND);
    }

    public static String perSecond(long number, Duration time) {
        return count(Math.round(number * MILLIS_PER_SECOND * NANOS_PER_MILLI / Math.max(1, time.toNanos())));
    }
}
