package dev.larder.cli.console;

/** Says, when the program is stopped half-way, that nothing is lost. */
public final class StopNotice {

    private final Thread hook;

    /** @param notice what to say */
    public StopNotice(Console console, String notice) {
        hook = new Thread(() -> console.note(System.lineSeparator() + notice));
    }

    /** From now on it is said. */
    public void set() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** From now on it is not said. */
    public void withdraw() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program came to its end while it was being stopped: the notice is out, and true
        }
    }
}
