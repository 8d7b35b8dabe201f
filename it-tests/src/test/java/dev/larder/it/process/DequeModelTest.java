package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Deque;
import dev.larder.contract.DequeStep;
import dev.larder.contract.DequeStep.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random sequences of operations on a deque and on its model, of which another JVM does every second one. */
class DequeModelTest {

    private static Partner partner;

    @BeforeContainer
    static void start() throws IOException {
        partner = new Partner(ModelPrograms.OfDeque.class);
    }

    @AfterContainer
    static void stop() {
        partner.close();
    }

    @Provide
    Arbitrary<List<DequeStep>> sequences() {
        return DequeStep.sequences();
    }

    @Property(tries = 12)
    void operations_byTwoProcessesInTurn_doWhatTheModelDoes(
            @ForAll("sequences") List<DequeStep> steps, @ForAll Bounds bounds) throws IOException {
        run(steps, bounds);
    }

    @Property(tries = 500)
    @Tag("soak")
    void operations_byTwoProcessesInManySequences_doWhatTheModelDoes(
            @ForAll("sequences") List<DequeStep> steps, @ForAll Bounds bounds) throws IOException {
        run(steps, bounds);
    }

    private static void run(List<DequeStep> steps, Bounds bounds) throws IOException {
        Path directory = Files.createTempDirectory("deque");
        BlockingDeque<Object> model = bounds.newModel();
        try (Deque<Object> deque = bounds.in(Deque.at(directory)).open()) {
            partner.tell(ModelPrograms.open(directory));
            boolean isMyTurn = true;
            for (DequeStep step : steps) {
                Object expected = step.onModel(model, bounds);
                if (isMyTurn) {
                    assertThat(step.onDeque(deque)).as(step.toString()).isEqualTo(expected);
                } else {
                    assertThat(partner.tell(step.toLine()))
                            .as(step.toString())
                            .isEqualTo(ModelPrograms.answer(expected, List.copyOf(model)));
                }
                assertThat(deque).as(step.toString()).containsExactlyElementsOf(model);
                isMyTurn = !isMyTurn;
            }
            assertThat(deque.check()).isEmpty();
        } finally {
            partner.leave(directory);
        }
    }
}
