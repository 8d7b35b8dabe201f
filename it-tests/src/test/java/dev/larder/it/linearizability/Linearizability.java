package dev.larder.it.linearizability;

import org.jetbrains.lincheck.datastructures.StressOptions;

/** How thoroughly random scenarios are tried: operations of some threads at once, each scenario many times. */
final class Linearizability {

    private static final int SCENARIOS = Integer.getInteger("larder.scenarios", 12);
    private static final int RUNS = 40;

    private Linearizability() {}

    /**
     * Tries the operations of {@code subject}, of which each run has a new one, and requires each outcome to be one of
     * {@code model}, whose methods are called one after the other.
     *
     * @throws AssertionError if an outcome is not; it shows the scenario
     */
    static void check(Class<?> subject, Class<?> model) {
        new StressOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(RUNS)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .minimizeFailedScenario(false)
                .sequentialSpecification(model)
                .check(subject);
    }
}
