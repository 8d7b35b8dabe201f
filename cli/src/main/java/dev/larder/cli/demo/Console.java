package dev.larder.cli.demo;

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
record Console(PrintStream err, int columns) {

    private static final long KIBIBYTE = 1 << 10;
    private static final long MEBIBYTE = 1 << 20;
    private static final long MANY_BYTES = 10 * MEBIBYTE;

    /** That of this process. The launcher, which can ask the terminal, says how wide it is. */
    static Console ofProcess() {
        return new Console(System.err, Integer.getInteger("larder.columns", 0));
    }

    void note(String line) {
        err.println(line);
    }

    /**
     * Shows how far {@code task} has come, in bytes: with a bar if this is a terminal, otherwise only that it begins.
     */
    Progress start(String task, long bytes) {
        if (columns == 0) {
            note(task + " ...");
            return new Progress(ignored -> {}, () -> {});
        }
        ProgressBar bar = ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(bytes)
                .setUnit(bytes < MANY_BYTES ? " KiB" : " MiB", bytes < MANY_BYTES ? KIBIBYTE : MEBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new ConsoleProgressBarConsumer(err, columns - 1))
                .build();
        return new Progress(bar::stepBy, bar::close);
    }
}
