package dev.larder.it.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory that Python DiskCache has made, with a manifest of what is in it.
 *
 * @param directory a fresh copy of the directory
 * @param manifest what Python says of it
 */
record Fixture(Path directory, JsonNode manifest) {

    static final List<String> VERSIONS = List.of("5.4.0", "5.6.3");

    /** Unpacks a fixture below {@code target}. */
    static Fixture unpack(String name, String version, Path target)
            throws IOException, URISyntaxException, InterruptedException {
        String stem = "/fixtures/" + name + "-" + version;
        Path archive = Path.of(Fixture.class.getResource(stem + ".tar.gz").toURI());
        Process tar = new ProcessBuilder("tar", "xzf", archive.toString(), "-C", target.toString())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException("tar could not unpack " + archive);
        }
        try (InputStream manifest = Fixture.class.getResourceAsStream(stem + ".manifest.json")) {
            return new Fixture(target.resolve(name), new ObjectMapper().readTree(manifest));
        }
    }

    /** The stores in it, by their directories. */
    List<FixtureStore> stores() {
        List<FixtureStore> stores = new ArrayList<>();
        manifest.get("tables")
                .properties()
                .forEach(table -> stores.add(new FixtureStore(directory.resolve(table.getKey()), table.getValue())));
        return stores;
    }

    /** The store, of a fixture that has one. */
    FixtureStore store() {
        return stores().get(0);
    }
}
