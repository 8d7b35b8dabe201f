package dev.larder.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories in which there can be no cache, and some in which there can. */
class BadPlaceTest {

    @TempDir
    Path temporary;

    @Test
    void open_parentsMissing_areMade() {
        Pantry pantry = new Pantry(temporary.resolve("not/yet/there"));
        pantry.fill();

        pantry.requireWhole();
    }

    @Test
    void open_fileWhereTheDirectoryShouldBe_isRefusedNamingItAndLeftAlone() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "in the way");

        for (Path directory : new Path[] {file, file.resolve("below"), file.resolve("far/below")}) {
            assertThatThrownBy(() -> Cache.at(directory).open())
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll(directory.toString(), file.toString(), "choose");
        }
        assertThat(file).hasContent("in the way");
        Files.delete(file);
        new Pantry(file).fill();
        new Pantry(file).requireWhole();
    }

    @Test
    void open_directoryWhereTheDatabaseShouldBe_isRefusedNamingItAndLeftAlone() throws IOException {
        Path inside = temporary.resolve("cache.db/inside");
        Files.createDirectories(inside.getParent());
        Files.writeString(inside, "in the way");

        assertThatThrownBy(() -> Cache.at(temporary).open())
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll(temporary.toString(), "cannot be opened", "look at");
        assertThat(inside).hasContent("in the way");
    }
}
