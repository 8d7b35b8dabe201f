package dev.larder.it.linearizability;

import dev.larder.Deque;
import dev.larder.codec.Codec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DequeTest {

    private static Deque<Long> deque;

    @BeforeAll
    static void open() {
        deque = Deque.temporary().values(Codec.int64()).open();
    }

    @AfterAll
    static void close() {
        deque.close();
    }

    @Test
    void deque() {
        Linearizability.check(Subject.class, Model.class);
    }

    /** What is tried, emptied before each run. */
    @Param(name = "element", gen = IntGen.class, conf = "1:9")
    public static class Subject {

        public Subject() {
            deque.clear();
        }

        @Operation
        public void addFirst(@Param(name = "element") int element) {
            deque.addFirst((long) element);
        }

        @Operation
        public void addLast(@Param(name = "element") int element) {
            deque.addLast((long) element);
        }

        @Operation
        public @Nullable Long pollFirst() {
            return deque.pollFirst();
        }

        @Operation
        public @Nullable Long pollLast() {
            return deque.pollLast();
        }

        @Operation
        public @Nullable Long peekFirst() {
            return deque.peekFirst();
        }

        @Operation
        public void rotate() {
            deque.rotate(1);
        }

        @Operation
        public void reverse() {
            deque.reverse();
        }

        @Operation
        public int size() {
            return deque.size();
        }
    }

    /** What it must look like. */
    public static class Model {

        private ArrayDeque<Long> elements = new ArrayDeque<>();

        public void addFirst(int element) {
            elements.addFirst((long) element);
        }

        public void addLast(int element) {
            elements.addLast((long) element);
        }

        public @Nullable Long pollFirst() {
            return elements.pollFirst();
        }

        public @Nullable Long pollLast() {
            return elements.pollLast();
        }

        public @Nullable Long peekFirst() {
            return elements.peekFirst();
        }

        public void rotate() {
            if (!elements.isEmpty()) {
                elements.addFirst(elements.removeLast());
            }
        }

        public void reverse() {
            List<Long> reversed = new ArrayList<>(elements);
            Collections.reverse(reversed);
            elements = new ArrayDeque<>(reversed);
        }

        public int size() {
            return elements.size();
        }
    }
}
