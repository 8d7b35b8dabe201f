package dev.larder.it.linearizability;

import dev.larder.Index;
import dev.larder.codec.Codec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IndexTest {

    private static Index<Long, Long> index;

    @BeforeAll
    static void open() {
        index = Index.temporary().keys(Codec.int64()).values(Codec.int64()).open();
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @Test
    void index() {
        Linearizability.check(Subject.class, Model.class);
    }

    private static @Nullable Long key(Map.@Nullable Entry<Long, Long> entry) {
        return entry == null ? null : entry.getKey();
    }

    /** What is tried, emptied before each run. */
    @Param(name = "key", gen = IntGen.class, conf = "1:3")
    @Param(name = "value", gen = IntGen.class, conf = "1:9")
    public static class Subject {

        public Subject() {
            index.clear();
        }

        @Operation
        public @Nullable Long put(@Param(name = "key") int key, @Param(name = "value") int value) {
            return index.put((long) key, (long) value);
        }

        @Operation
        public @Nullable Long putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
            return index.putIfAbsent((long) key, (long) value);
        }

        @Operation
        public @Nullable Long merge(@Param(name = "key") int key, @Param(name = "value") int value) {
            return index.merge((long) key, (long) value, Long::sum);
        }

        @Operation
        public @Nullable Long remove(@Param(name = "key") int key) {
            return index.remove((long) key);
        }

        @Operation
        public @Nullable Long get(@Param(name = "key") int key) {
            return index.get((long) key);
        }

        @Operation
        public @Nullable Long firstKey() {
            return key(index.firstEntry());
        }

        @Operation
        public @Nullable Long pollLastKey() {
            return key(index.pollLastEntry());
        }
    }

    /** What it must look like. */
    public static class Model {

        private final LinkedHashMap<Long, Long> entries = new LinkedHashMap<>();

        public @Nullable Long put(int key, int value) {
            return entries.put((long) key, (long) value);
        }

        public @Nullable Long putIfAbsent(int key, int value) {
            return entries.putIfAbsent((long) key, (long) value);
        }

        public @Nullable Long merge(int key, int value) {
            return entries.merge((long) key, (long) value, Long::sum);
        }

        public @Nullable Long remove(int key) {
            return entries.remove((long) key);
        }

        public @Nullable Long get(int key) {
            return entries.get((long) key);
        }

        public @Nullable Long firstKey() {
            return entries.isEmpty() ? null : entries.keySet().iterator().next();
        }

        public @Nullable Long pollLastKey() {
            Long last = null;
            for (Long key : entries.keySet()) {
                last = key;
            }
            if (last != null) {
                entries.remove(last);
            }
            return last;
        }
    }
}
