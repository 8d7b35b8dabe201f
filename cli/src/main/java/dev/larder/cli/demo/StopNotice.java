package dev.larder.cli.demo;

/** Says, when the program is stopped half-way, that nothing is lost. */
final class StopNotice {

    private final Thread hook;

    StopNotice(Console console) {
        hook = new Thread(() -> console.note(System.lineSeparator()
                + "Stopped. What was learned is in the cache; the next run goes on from there."));
    }

    void set() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void withdraw() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program came to its end while it was being stopped: the notice is out, and true
        }
    }
}
