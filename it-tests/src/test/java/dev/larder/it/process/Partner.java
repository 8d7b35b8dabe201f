package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A child that takes steps as {@link ModelPrograms} says, in one directory after the other. Closing kills it. */
final class Partner implements AutoCloseable {

    private final ChildJvm child;

    Partner(Class<?> program) throws IOException {
        child = ChildJvm.start(program);
    }

    /** Sends an order and returns the answer. */
    String tell(String order) throws IOException {
        child.say(order);
        String answer = child.readLine();
        assertThat(answer).as("the answer to " + order).isNotNull();
        return answer;
    }

    /** Lets it close what it has open, and removes that. */
    void leave(Path directory) throws IOException {
        tell(ModelPrograms.close());
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
