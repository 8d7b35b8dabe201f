package dev.larder.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Two JVMs reading the same caches at the same time.
 *
 * @param first what the first read until the second had done
 * @param second what the second read
 */
record Together(Pass first, Reading second) {

    static Together read(List<SourceFile> files, FactsCache cache, Path directory, Bounds bounds, List<Path> roots)
            throws IOException, InterruptedException {
        try (ChildJvm second = ChildJvm.start(SecondReader.class, directory, bounds, roots)) {
            second.tell("go");
            Pass first = new Pass(Tally.NONE, Duration.ZERO);
            do {
                first = first.plus(Pass.over(files, cache, 1, bytes -> {}));
            } while (second.isWorking());
            return new Together(first, Reading.parse(second.answer()));
        }
    }
}
