package dev.larder.it.process;

import dev.larder.Index;
import dev.larder.codec.Codec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What children do with an index. */
final class IndexPrograms {

    private IndexPrograms() {}

    static Index<String, Long> open(Path directory) {
        return Index.at(directory).keys(Codec.string()).values(Codec.int64()).open();
    }

    private static void say(Object line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Counts in every way that reads before it writes, so many times. */
    static final class Count {
        private Count() {}

        public static void main(String[] args) throws IOException {
            int times = Integer.parseInt(args[1]);
            try (Index<String, Long> index = open(Path.of(args[0]))) {
                say("ready");
                if (System.in.read() < 0) {
                    throw new IOException("no order to begin");
                }
                for (int i = 0; i < times; i++) {
                    index.merge("merge", 1L, Long::sum);
                    index.compute("compute", (key, value) -> value == null ? 1 : value + 1);
                    index.transact(tx -> tx.putFirst("putFirst", tx.getOrDefault("putFirst", 0L) + 1));
                    Long before;
                    do {
                        before = index.get("replace");
                    } while (!index.replace("replace", before, before + 1));
                }
                say("done");
            }
        }
    }

    /** Takes entries from the front until none is left, and says which. */
    static final class TakeAll {
        private TakeAll() {}

        public static void main(String[] args) throws IOException {
            try (Index<String, Long> index = open(Path.of(args[0]))) {
                say("ready");
                if (System.in.read() < 0) {
                    throw new IOException("no order to begin");
                }
                for (Map.Entry<String, Long> next = index.pollFirstEntry();
                        next != null;
                        next = index.pollFirstEntry()) {
                    say(next.getKey());
                }
                say("done");
            }
        }
    }
}
