package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Index;
import dev.larder.contract.IndexStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Random sequences of verbs on an index and on its model, of which another JVM does every second one. */
class IndexModelTest {

    private static Partner partner;

    @BeforeContainer
    static void start() throws IOException {
        partner = new Partner(ModelPrograms.OfIndex.class);
    }

    @AfterContainer
    static void stop() {
        partner.close();
    }

    @Provide
    Arbitrary<List<IndexStep>> sequences() {
        return IndexStep.sequences();
    }

    @Property(tries = 12)
    void verbs_byTwoProcessesInTurn_doWhatTheModelDoes(@ForAll("sequences") List<IndexStep> steps) throws IOException {
        run(steps);
    }

    @Property(tries = 500)
    @Tag("soak")
    void verbs_byTwoProcessesInManySequences_doWhatTheModelDoes(@ForAll("sequences") List<IndexStep> steps)
            throws IOException {
        run(steps);
    }

    private static void run(List<IndexStep> steps) throws IOException {
        Path directory = Files.createTempDirectory("index");
        LinkedHashMap<String, Long> model = new LinkedHashMap<>();
        try (Index<String, Long> index = IndexPrograms.open(directory)) {
            partner.tell(ModelPrograms.open(directory));
            boolean isMyTurn = true;
            for (IndexStep step : steps) {
                Object expected = step.onModel(model);
                if (isMyTurn) {
                    assertThat(step.onIndex(index)).as(step.toString()).isEqualTo(expected);
                } else {
                    assertThat(partner.tell(step.toLine()))
                            .as(step.toString())
                            .isEqualTo(ModelPrograms.answer(expected, List.copyOf(model.entrySet())));
                }
                assertThat(List.copyOf(index.entrySet())).as(step.toString()).isEqualTo(List.copyOf(model.entrySet()));
                isMyTurn = !isMyTurn;
            }
            assertThat(index.cache().check()).isEmpty();
        } finally {
            partner.leave(directory);
        }
    }
}
