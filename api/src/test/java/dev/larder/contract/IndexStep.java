package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Index;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * One step of a random sequence, for an index and for a {@link LinkedHashMap} as its model.
 *
 * @param verb what to do
 * @param key with which key
 * @param value with which value
 * @param other with which other key
 */
public record IndexStep(Verb verb, String key, long value, String other) {

    /** What can be done. */
    public enum Verb {
        PUT,
        PUT_IF_ABSENT,
        PUT_FIRST,
        PUT_LAST,
        PUT_ALL,
        REMOVE,
        REMOVE_IF_EQUAL,
        REPLACE,
        REPLACE_IF_EQUAL,
        MERGE,
        COMPUTE_TO_NOTHING,
        REPLACE_ALL,
        POLL_FIRST,
        POLL_LAST,
        POLL_LEAST,
        REMOVE_RANGE,
        CLEAR,
        ROLL_BACK,
        REOPEN,
        USE_ANOTHER
    }

    /** Sequences of steps. */
    public static Arbitrary<List<IndexStep>> sequences() {
        Arbitrary<String> keys = Arbitraries.of("a", "b", "ba", "bb", "c", "d", "");
        return Combinators.combine(
                        Arbitraries.of(Verb.class), keys, Arbitraries.longs().between(0, 3), keys)
                .as(IndexStep::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    /** Does it to an index; returns the result. To use another object is left to the caller. */
    public @Nullable Object onIndex(Index<String, Long> index) {
        return switch (verb) {
            case PUT_FIRST -> index.putFirst(key, value);
            case PUT_LAST -> index.putLast(key, value);
            case POLL_FIRST -> index.pollFirstEntry();
            case POLL_LAST -> index.pollLastEntry();
            case POLL_LEAST -> index.sorted().pollFirstEntry();
            case REMOVE_RANGE ->
                done(() ->
                        index.sorted().subMap(lesser(), true, greater(), false).clear());
            case ROLL_BACK -> done(() -> rollBack(index));
            case REOPEN -> done(index::close);
            default -> onMap(index);
        };
    }

    /** As {@link #onIndex}, to its model. */
    public @Nullable Object onModel(LinkedHashMap<String, Long> model) {
        return switch (verb) {
            case PUT_FIRST -> {
                Long earlier = model.remove(key);
                Map<String, Long> rest = new LinkedHashMap<>(model);
                model.clear();
                model.put(key, value);
                model.putAll(rest);
                yield earlier;
            }
            case PUT_LAST -> {
                Long earlier = model.remove(key);
                model.put(key, value);
                yield earlier;
            }
            case POLL_FIRST -> poll(model, firstKey(model));
            case POLL_LAST -> poll(model, lastKey(model));
            case POLL_LEAST -> poll(model, model.isEmpty() ? null : new TreeMap<>(model).firstKey());
            case REMOVE_RANGE ->
                done(() -> model.keySet()
                        .removeIf(each -> each.compareTo(lesser()) >= 0 && each.compareTo(greater()) < 0));
            default -> onMap(model);
        };
    }

    private @Nullable Object onMap(Map<String, Long> map) {
        return switch (verb) {
            case PUT -> map.put(key, value);
            case PUT_IF_ABSENT -> map.putIfAbsent(key, value);
            case PUT_ALL -> {
                Map<String, Long> all = new LinkedHashMap<>();
                all.put(key, value);
                all.put(other, value + 1);
                yield done(() -> map.putAll(all));
            }
            case REMOVE -> map.remove(key);
            case REMOVE_IF_EQUAL -> map.remove(key, value);
            case REPLACE -> map.replace(key, value);
            case REPLACE_IF_EQUAL -> map.replace(key, value, value + 1);
            case MERGE -> map.merge(key, value, Long::sum);
            case COMPUTE_TO_NOTHING -> map.compute(key, (k, v) -> null);
            case REPLACE_ALL -> done(() -> map.replaceAll((k, v) -> v + value));
            case CLEAR -> done(map::clear);
            default -> true;
        };
    }

    private static boolean done(Runnable work) {
        work.run();
        return true;
    }

    private String lesser() {
        return key.compareTo(other) < 0 ? key : other;
    }

    private String greater() {
        return key.compareTo(other) < 0 ? other : key;
    }

    /** One line, for another process. */
    public String toLine() {
        return String.join("\t", verb.name(), key, Long.toString(value), other);
    }

    /** The step of a {@linkplain #toLine line}. */
    public static IndexStep ofLine(String line) {
        String[] parts = line.split("\t", -1);
        return new IndexStep(Verb.valueOf(parts[0]), parts[1], Long.parseLong(parts[2]), parts[3]);
    }

    private void rollBack(Index<String, Long> index) {
        IllegalStateException undo = new IllegalStateException("undo");
        try {
            index.transact(tx -> {
                tx.putFirst(key, value);
                tx.remove(other);
                tx.putLast(other, value);
                throw undo;
            });
        } catch (IllegalStateException e) {
            assertThat(e).isSameAs(undo);
        }
    }

    private static Map.Entry<String, Long> poll(Map<String, Long> model, String key) {
        return key == null ? null : Map.entry(key, model.remove(key));
    }

    private static String firstKey(Map<String, Long> model) {
        return model.isEmpty() ? null : model.keySet().iterator().next();
    }

    private static String lastKey(Map<String, Long> model) {
        return model.keySet().stream().reduce((first, second) -> second).orElse(null);
    }
}
