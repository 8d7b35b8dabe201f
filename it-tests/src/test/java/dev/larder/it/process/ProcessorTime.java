package dev.larder.it.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How much processor time a child takes that only waits. */
final class ProcessorTime {

    /** Of a core. It is generous: on an idle machine it is well below 1 %. */
    static final double MOST_AT_REST = 0.05;

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_LOOKS = 10;

    private ProcessorTime() {}

    /** What the child does: answers each line with the processor time that it has taken, in nanoseconds. */
    static void tell(BufferedReader orders) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        while (orders.readLine() != null) {
            System.out.println(system.getProcessCpuTime());
            System.out.flush();
        }
    }

    /**
     * The share of a core that the child takes for some seconds. As long as it is more than a child at rest may take,
     * it is looked at again: at first not all of its threads wait, and compilers are at work.
     */
    static double shareAtRest(ChildJvm child) throws IOException {
        double share = Double.MAX_VALUE;
        for (int look = 0; look < MOST_LOOKS && share >= MOST_AT_REST; look++) {
            long before = ask(child);
            long start = System.nanoTime();
            for (long left = LOOK_NANOS; left > 0; left = start + LOOK_NANOS - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long nanos = System.nanoTime() - start;
            share = (ask(child) - before) / (double) nanos;
        }
        return share;
    }

    private static long ask(ChildJvm child) throws IOException {
        child.say("how much");
        return Long.parseLong(child.readLine());
    }
}
