package dev.larder.contract;

import java.util.Set;

/**
 * Whether threads have come to where they wait for others. That a thread waits for something at all says less: it may
 * be for another one's turn to write.
 */
final class Waiting {

    /** For a change, and for one's turn to wait for that. */
    private static final Set<String> METHODS = Set.of("await", "tryLock");

    private Waiting() {}

    /** Whether {@code thread} waits in a method that the class of this name has called for that. */
    static boolean isIn(String className, Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        for (int i = 1; i < frames.length; i++) {
            if (frames[i].getClassName().equals(className)) {
                return METHODS.contains(frames[i - 1].getMethodName()) && isParked(thread);
            }
        }
        return false;
    }

    private static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }
}
