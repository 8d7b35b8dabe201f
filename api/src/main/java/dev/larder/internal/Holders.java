package dev.larder.internal;

import java.util.UUID;

/** Names of holders, which nobody else has or had, whatever process ids come again. */
public final class Holders {

    private static final long PID = ProcessHandle.current().pid();

    private static final UUID PROCESS = UUID.randomUUID();

    private Holders() {}

    /** The name of the calling thread: as Python's, process id and thread id, and then what is this process's own. */
    public static String thread() {
        return PID + "-" + Thread.currentThread().getId() + "-" + PROCESS;
    }

    /** A new name. */
    public static String fresh() {
        return PID + "-" + UUID.randomUUID();
    }
}
