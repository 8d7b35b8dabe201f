package dev.larder.cli.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Where progress is shown.
 *
 * @param err standard error
 * @param columns width of the terminal behind it, or 0 if there is none
 */
public record Console(PrintStream err, int columns) {

    private static final long KIBIBYTE = 1 << 10;
    private static final long MEBIBYTE = 1 << 20;
    private static final long MANY_BYTES = 10 * MEBIBYTE;

    /** That of this process. The launcher, which can ask the terminal, says how wide it is. */
    public static Console ofProcess() {
        return new Console(System.err, Integer.getInteger("larder.columns", 0));
    }

    public void note(String line) {
        err.println(line);
    }

    /**
     * Shows how far {@code task} has come, in bytes: with a bar if this is a terminal, otherwise only that it begins.
     */
    public Progress startBytes(String task, long bytes) {
        return bytes < MANY_BYTES ? start(task, bytes, " KiB", KIBIBYTE) : start(task, bytes, " MiB", MEBIBYTE);
    }

    /** The same, in entries. */
    public Progress startEntries(String task, long entries) {
        return start(task, entries, "", 1);
    }

    private Progress start(String task, long amount, String unit, long unitSize) {
        if (columns == 0) {
            note(task + " ...");
            return new Progress(ignored -> {}, () -> {});
        }
        ProgressBar bar = ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(amount)
                .setUnit(unit, unitSize)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new ConsoleProgressBarConsumer(err, columns - 1))
                .build();
        return new Progress(bar::stepBy, bar::close);
    }
}
