package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Index;
import dev.larder.codec.Codec;
import dev.larder.storage.Storage;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/**
 * Random sequences of verbs on an index and on a {@link LinkedHashMap}, with the index closed and opened again, and
 * used from elsewhere, in between; by key it is compared with a {@link TreeMap}. Needs jqwik, which prints the seed of
 * a failure and looks for a shorter sequence that fails too.
 */
public interface IndexModelContract {

    /** A place where no store is yet; see {@link IndexUnderTest#newStorage()}. */
    Storage newStorage() throws Exception;

    @Property(tries = 25)
    default void verbs_inAnySequence_doWhatTheModelDoes(@ForAll("sequences") List<IndexStep> steps) throws Exception {
        run(steps);
    }

    @Property(tries = 2_000)
    @Tag("soak")
    default void verbs_inManySequences_doWhatTheModelDoes(@ForAll("sequences") List<IndexStep> steps) throws Exception {
        run(steps);
    }

    private void run(List<IndexStep> steps) throws Exception {
        try (IndexTestbed testbed = new IndexTestbed(newStorage())) {
            LinkedHashMap<String, Long> model = new LinkedHashMap<>();
            Index<String, Long> index = open(testbed);
            Index<String, Long> elsewhere = open(testbed);
            for (IndexStep step : steps) {
                if (step.verb() == IndexStep.Verb.USE_ANOTHER) {
                    Index<String, Long> next = elsewhere;
                    elsewhere = index;
                    index = next;
                }
                Object expected = step.onModel(model);
                assertThat(step.onIndex(index)).as(step.toString()).isEqualTo(expected);
                assertThat(List.copyOf(index.entrySet())).isEqualTo(List.copyOf(model.entrySet()));
            }
            requireSame(index, model);
            requireSame(elsewhere, model);
            testbed.requireSound();
        }
    }

    private static Index<String, Long> open(IndexTestbed testbed) {
        return testbed.open(options -> options.keys(Codec.string()).values(Codec.int64()));
    }

    private static void requireSame(Index<String, Long> index, Map<String, Long> model) {
        assertThat(index).hasSize(model.size()).isEqualTo(model).hasSameHashCodeAs(model);
        assertThat(index.equalsInOrder(model)).isTrue();
        List<String> backwards = Arrays.asList(model.keySet().toArray(new String[0]));
        Collections.reverse(backwards);
        assertThat(List.copyOf(index.reversed().keySet())).isEqualTo(backwards);
        NavigableMap<String, Long> sorted = new TreeMap<>(model);
        assertThat(List.copyOf(index.sorted().entrySet())).isEqualTo(List.copyOf(sorted.entrySet()));
        for (String key : List.of("", "b", "bb", "d", "z")) {
            assertThat(index.sorted().floorEntry(key)).isEqualTo(sorted.floorEntry(key));
            assertThat(index.sorted().lowerKey(key)).isEqualTo(sorted.lowerKey(key));
            assertThat(index.sorted().ceilingKey(key)).isEqualTo(sorted.ceilingKey(key));
            assertThat(index.sorted().higherEntry(key)).isEqualTo(sorted.higherEntry(key));
            assertThat(index.sorted().headMap(key, true).count())
                    .isEqualTo(sorted.headMap(key, true).size());
            assertThat(List.copyOf(
                            index.sorted().tailMap(key, false).descendingMap().keySet()))
                    .isEqualTo(List.copyOf(
                            sorted.tailMap(key, false).descendingMap().keySet()));
        }
    }

    @Provide
    default Arbitrary<List<IndexStep>> sequences() {
        return IndexStep.sequences();
    }
}
