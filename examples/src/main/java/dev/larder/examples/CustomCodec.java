package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A codec of one's own: positions on the earth in 16 bytes each, under an encoding number that no other codec of this
 * program has.
 *
 * <p>Run it after {@code ./larder --version} has built the jars:
 *
 * <pre>java -cp 'cli/target/lib/*' examples/src/main/java/dev/larder/examples/CustomCodec.java</pre>
 */
public final class CustomCodec {

    private CustomCodec() {}

    record Position(double latitude, double longitude) {}

    static final class PositionCodec implements Codec<Position> {

        private static final int ENCODING = Encoding.FIRST_CUSTOM;
        private static final int LENGTH = 2 * Double.BYTES;

        @Override
        public Encoded encode(Position position) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(LENGTH).putDouble(position.latitude()).putDouble(position.longitude());
            return new Encoded(Scalar.of(bytes.array()), ENCODING);
        }

        @Override
        public Position decode(Encoded encoded) {
            byte[] bytes =
                    Codec.require(this, encoded, ENCODING, Scalar.Bytes.class).value();
            if (bytes.length != LENGTH) {
                throw new SerializationException("A position has " + LENGTH + " bytes, but there are " + bytes.length);
            }
            ByteBuffer numbers = ByteBuffer.wrap(bytes);
            return new Position(numbers.getDouble(), numbers.getDouble());
        }

        @Override
        public String name() {
            return "position";
        }
    }

    public static void main(String[] args) {
        Path directory = Path.of(args.length > 0 ? args[0] : "target/examples/custom-codec");

        try (Cache<String, Position> cities = Cache.at(directory)
                .keys(Codec.string())
                .values(new PositionCodec())
                .open()) {
            cities.set("Lisbon", new Position(38.7223, -9.1393));
            cities.set("Nairobi", new Position(-1.2921, 36.8219));
            System.out.println("Lisbon is at " + cities.get("Lisbon"));
        }

        // Whoever opens the directory with another codec is told so, instead of getting nonsense.
        try (Cache<String, String> texts =
                Cache.at(directory).keys(Codec.string()).values(Codec.string()).open()) {
            texts.get("Lisbon");
        } catch (SerializationException e) {
            System.out.println("Refused: " + e.getMessage());
        }
    }
}
