package dev.larder.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Capability;
import dev.larder.storage.Settlement;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Random sequences of the work queue's verbs on a store and on a plain model of it, with the store closed and opened
 * again in between. Needs jqwik, as {@link StorageModelContract} does.
 */
public interface WorkQueueModelContract {

    /** A place where no store is yet; see {@link StorageUnderTest#newStorage()}. */
    Storage newStorage() throws Exception;

    @Property(tries = 60)
    default void work_inAnySequence_isDoneAsInTheModel(@ForAll("work") List<WorkStep> steps) throws Exception {
        try (Testbed testbed = new Testbed(newStorage())) {
            WorkModel model = new WorkModel(testbed.clock());
            Store store = testbed.open();
            for (WorkStep step : steps) {
                if (step instanceof WorkStep.Advance advance) {
                    testbed.clock().advanceSeconds(advance.seconds());
                } else if (step instanceof WorkStep.Reopen) {
                    if (store.capabilities().contains(Capability.PERSISTENT)) {
                        store = testbed.reopen(store);
                    }
                } else {
                    step.run(store, model);
                }
                assertThat(store.workCounts()).isEqualTo(model.counts());
            }
            model.requireSameDead(store);
            testbed.requireSound();
        }
    }

    /** Sequences of steps. */
    @Provide
    default Arbitrary<List<WorkStep>> work() {
        Arbitrary<Integer> few = Arbitraries.integers().between(1, 3);
        Arbitrary<Integer> seconds = Arbitraries.integers().between(0, 3);
        Arbitrary<Integer> receipts = Arbitraries.integers().between(0, 30);
        Arbitrary<Settlement> settlements = Arbitraries.oneOf(
                Arbitraries.just(Settlement.done()),
                seconds.map(delay -> Settlement.again(Duration.ofSeconds(delay))),
                seconds.map(length -> Settlement.extended(Duration.ofSeconds(length))),
                Arbitraries.just(Settlement.dead("reason")));
        Arbitrary<WorkStep> offer = Combinators.combine(
                        few,
                        seconds,
                        Arbitraries.integers().between(-1, 1),
                        Arbitraries.of("a", "b").injectNull(0.6))
                .as(WorkStep.Offer::new);
        Arbitrary<WorkStep> claim = Combinators.combine(few, seconds).as(WorkStep.Claim::new);
        Arbitrary<WorkStep> settle = Combinators.combine(receipts, settlements).as(WorkStep.Settle::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(6, offer),
                        Tuple.of(8, claim),
                        Tuple.of(8, settle),
                        Tuple.of(2, receipts.map(WorkStep.Revive::new)),
                        Tuple.of(1, receipts.map(WorkStep.Purge::new)),
                        Tuple.of(4, few.map(WorkStep.Advance::new)),
                        Tuple.of(1, Arbitraries.create(WorkStep.Reopen::new)))
                .list()
                .ofMaxSize(60);
    }
}
