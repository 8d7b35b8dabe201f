package dev.larder.it.process;

import dev.larder.Deque;
import dev.larder.Index;
import dev.larder.contract.DequeStep;
import dev.larder.contract.IndexStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a child does that takes every second step of a sequence. Orders are the word {@code open} and a directory, the
 * word {@code close}, or a step; each is answered by one line, a step by its result and what the child sees then.
 */
final class ModelPrograms {

    private static final String OPEN = "open ";
    private static final String CLOSE = "close";

    private ModelPrograms() {}

    static String open(Path directory) {
        return OPEN + directory;
    }

    static String close() {
        return CLOSE;
    }

    /** How results and contents are told. Contents by their hash, which is the same in all processes. */
    static String answer(Object result, List<?> contents) {
        return result + " " + contents.size() + " " + contents.hashCode();
    }

    private interface Program {
        void open(Path directory);

        void close();

        String step(String line);
    }

    private static void run(Program program) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(obey(program, order));
            System.out.flush();
        }
    }

    private static String obey(Program program, String order) {
        if (order.startsWith(OPEN)) {
            program.open(Path.of(order.substring(OPEN.length())));
            return OPEN;
        }
        if (order.equals(CLOSE)) {
            program.close();
            return CLOSE;
        }
        return program.step(order);
    }

    /** Of a deque, which has its bounds already. */
    static final class OfDeque {
        private OfDeque() {}

        public static void main(String[] args) throws IOException {
            run(new Program() {
                private Deque<Object> deque;

                @Override
                public void open(Path directory) {
                    deque = Deque.at(directory).open();
                }

                @Override
                public void close() {
                    deque.close();
                }

                @Override
                public String step(String line) {
                    DequeStep step = DequeStep.ofLine(line);
                    if (step.verb() == DequeStep.Verb.REOPEN) {
                        deque.close();
                    }
                    return answer(step.onDeque(deque), List.copyOf(deque));
                }
            });
        }
    }

    /** Of an index. */
    static final class OfIndex {
        private OfIndex() {}

        public static void main(String[] args) throws IOException {
            run(new Program() {
                private Index<String, Long> index;

                @Override
                public void open(Path directory) {
                    index = IndexPrograms.open(directory);
                }

                @Override
                public void close() {
                    index.close();
                }

                @Override
                public String step(String line) {
                    return answer(IndexStep.ofLine(line).onIndex(index), List.copyOf(index.entrySet()));
                }
            });
        }
    }
}
