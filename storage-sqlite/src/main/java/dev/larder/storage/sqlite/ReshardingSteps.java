package dev.larder.storage.sqlite;

/** Follows a resharding, for tests that kill it. */
@FunctionalInterface
interface ReshardingSteps {

    /** Looks at nothing. */
    ReshardingSteps NONE = step -> {};

    void reached(ReshardingStep step);
}
