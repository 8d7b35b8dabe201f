package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Deque;
import dev.larder.contract.DequeStep.Bounds;
import dev.larder.contract.DequeStep.Verb;
import dev.larder.storage.Capability;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/**
 * Random sequences of operations on a deque and on its model, with the deque closed and opened again in between. Needs
 * jqwik, which prints the seed of a failure and looks for a shorter sequence that fails too.
 */
public interface DequeModelContract {

    /** A place where no store is yet; see {@link DequeUnderTest#newStorage()}. */
    Storage newStorage() throws Exception;

    @Property(tries = 30)
    default void operations_inAnySequence_doWhatTheModelDoes(
            @ForAll("sequences") List<DequeStep> steps, @ForAll Bounds bounds) throws Exception {
        run(steps, bounds);
    }

    @Property(tries = 2_000)
    @Tag("soak")
    default void operations_inManySequences_doWhatTheModelDoes(
            @ForAll("sequences") List<DequeStep> steps, @ForAll Bounds bounds) throws Exception {
        run(steps, bounds);
    }

    private void run(List<DequeStep> steps, Bounds bounds) throws Exception {
        try (DequeTestbed testbed = new DequeTestbed(newStorage())) {
            BlockingDeque<Object> model = bounds.newModel();
            Deque<Object> deque = testbed.open(bounds::in);
            boolean isPersistent = testbed.has(Capability.PERSISTENT);
            for (DequeStep step : steps) {
                if (step.verb() == Verb.REOPEN && isPersistent) {
                    deque.close();
                    deque = testbed.open(bounds::in);
                }
                Object expected = step.onModel(model, bounds);
                assertThat(step.onDeque(deque)).as(step.toString()).isEqualTo(expected);
                assertThat(deque).containsExactlyElementsOf(model);
                assertThat(deque.size()).isEqualTo(model.size());
                assertThat(deque.remainingCapacity())
                        .isEqualTo(bounds == Bounds.CAPACITY ? model.remainingCapacity() : Integer.MAX_VALUE);
            }
            List<Object> backward = new ArrayList<>();
            deque.descendingIterator().forEachRemaining(backward::add);
            Collections.reverse(backward);
            assertThat(backward).containsExactlyElementsOf(model);
            assertThat(deque.check()).isEmpty();
        }
    }

    @Provide
    default Arbitrary<List<DequeStep>> sequences() {
        return DequeStep.sequences();
    }
}
