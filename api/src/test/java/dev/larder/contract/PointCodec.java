package dev.larder.contract;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.io.Serializable;
import java.nio.ByteBuffer;

/** A codec as users write them: for points, in eight bytes, with a number of their own. */
record PointCodec() implements Codec<PointCodec.Point>, Serializable {

    private static final long serialVersionUID = 1L;

    static final int NUMBER = Encoding.FIRST_CUSTOM + 7;

    /** What it is for. */
    record Point(int x, int y) {}

    @Override
    public Encoded encode(Point value) {
        ByteBuffer bytes = ByteBuffer.allocate(8).putInt(value.x()).putInt(value.y());
        return new Encoded(Scalar.of(bytes.array()), NUMBER);
    }

    @Override
    public Point decode(Encoded encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(
                Codec.require(this, encoded, NUMBER, Scalar.Bytes.class).value());
        return new Point(bytes.getInt(), bytes.getInt());
    }

    @Override
    public String name() {
        return "point";
    }
}
