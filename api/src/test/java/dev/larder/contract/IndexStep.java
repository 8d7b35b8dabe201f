package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Index;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One step of a random sequence, done to an index and to its model.
 *
 * @param verb what to do
 * @param key with which key
 * @param value with which value
 * @param other with which other key
 */
record IndexStep(Verb verb, String key, long value, String other) {

    /** What can be done. */
    enum Verb {
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

    /** Does it to both, and compares what they return. Opening and closing are left to the caller. */
    void run(Index<String, Long> index, Map<String, Long> model) {
        switch (verb) {
            case PUT -> assertThat(index.put(key, value)).isEqualTo(model.put(key, value));
            case PUT_IF_ABSENT -> assertThat(index.putIfAbsent(key, value)).isEqualTo(model.putIfAbsent(key, value));
            case PUT_FIRST -> {
                assertThat(index.putFirst(key, value)).isEqualTo(model.remove(key));
                Map<String, Long> rest = new LinkedHashMap<>(model);
                model.clear();
                model.put(key, value);
                model.putAll(rest);
            }
            case PUT_LAST -> {
                assertThat(index.putLast(key, value)).isEqualTo(model.remove(key));
                model.put(key, value);
            }
            case PUT_ALL -> {
                Map<String, Long> all = new LinkedHashMap<>();
                all.put(key, value);
                all.put(other, value + 1);
                index.putAll(all);
                model.putAll(all);
            }
            case REMOVE -> assertThat(index.remove(key)).isEqualTo(model.remove(key));
            case REMOVE_IF_EQUAL -> assertThat(index.remove(key, value)).isEqualTo(model.remove(key, value));
            case REPLACE -> assertThat(index.replace(key, value)).isEqualTo(model.replace(key, value));
            case REPLACE_IF_EQUAL ->
                assertThat(index.replace(key, value, value + 1)).isEqualTo(model.replace(key, value, value + 1));
            case MERGE -> assertThat(index.merge(key, value, Long::sum)).isEqualTo(model.merge(key, value, Long::sum));
            case COMPUTE_TO_NOTHING ->
                assertThat(index.compute(key, (k, v) -> null)).isEqualTo(model.compute(key, (k, v) -> null));
            case REPLACE_ALL -> {
                index.replaceAll((k, v) -> v + value);
                model.replaceAll((k, v) -> v + value);
            }
            case POLL_FIRST -> assertThat(index.pollFirstEntry()).isEqualTo(poll(model, firstKey(model)));
            case POLL_LAST -> assertThat(index.pollLastEntry()).isEqualTo(poll(model, lastKey(model)));
            case POLL_LEAST ->
                assertThat(index.sorted().pollFirstEntry())
                        .isEqualTo(poll(model, model.isEmpty() ? null : new TreeMap<>(model).firstKey()));
            case REMOVE_RANGE -> {
                String from = key.compareTo(other) < 0 ? key : other;
                String to = key.compareTo(other) < 0 ? other : key;
                index.sorted().subMap(from, true, to, false).clear();
                model.keySet().removeIf(each -> each.compareTo(from) >= 0 && each.compareTo(to) < 0);
            }
            case CLEAR -> {
                index.clear();
                model.clear();
            }
            case ROLL_BACK -> rollBack(index);
            case REOPEN, USE_ANOTHER -> {}
        }
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
