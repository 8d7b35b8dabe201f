package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.DataSize;
import dev.larder.codec.Codec;
import dev.larder.storage.Blob;
import dev.larder.storage.EvictionPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files as values: they stream in and out without being held in memory, a part can be read alone, and the file itself
 * can be handed to a server.
 *
 * <p>Run it with a large file, after {@code ./larder --version} has built the jars:
 *
 * <pre>java -cp 'cli/target/lib/*' examples/src/main/java/dev/larder/examples/LargeValues.java FILE</pre>
 */
public final class LargeValues {

    private static final int HEAD_BYTES = 64;

    private LargeValues() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            System.err.println("Which file?");
            System.exit(2);
        }
        Path file = Path.of(args[0]);
        Path directory = Path.of(args.length > 1 ? args[1] : "target/examples/large-values");

        try (Cache<String, byte[]> files = Cache.at(directory)
                .keys(Codec.string())
                .values(Codec.bytes())
                .sizeLimit(DataSize.gibibytes(4))
                .evictionPolicy(EvictionPolicy.LEAST_RECENTLY_USED)
                .open()) {

            try (InputStream content = Files.newInputStream(file)) {
                files.write(file.toString(), content);
            }

            try (Blob blob = files.read(file.toString()).orElseThrow()) {
                System.out.println("Length: " + blob.length());
                System.out.println("Kept as: " + blob.path().orElseThrow());

                long headLength = Math.min(HEAD_BYTES, blob.length());
                try (InputStream head = blob.stream(0, headLength)) {
                    System.out.println(
                            "Begins: " + new String(head.readAllBytes(), StandardCharsets.ISO_8859_1).strip());
                }
            }
            System.out.println("Bytes in files: " + files.fileBytes());
        }
    }
}
