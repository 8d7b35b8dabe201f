package dev.larder.internal.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of a pickle; from protocol 4 on in frames, cut where CPython cuts them: a frame ends once it holds 64 KiB,
 * an opcode longer than that stands outside, and less than four bytes need no frame.
 */
final class PickleOutput {

    private static final int FIRST_FRAMED_PROTOCOL = 4;
    private static final int FRAME_TARGET = 64 << 10;
    private static final int FRAME_MIN = 4;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final boolean framed;

    PickleOutput(int protocol) {
        framed = protocol >= FIRST_FRAMED_PROTOCOL;
        out.write(Opcode.PROTO.code());
        out.write(protocol);
    }

    /** Adds an opcode with its argument. */
    void write(byte[] opcode) {
        boolean outside = !framed || opcode.length > FRAME_TARGET;
        if (outside || frame.size() >= FRAME_TARGET) {
            endFrame();
        }
        (outside ? out : frame).writeBytes(opcode);
    }

    private void endFrame() {
        if (frame.size() >= FRAME_MIN) {
            out.writeBytes(ByteBuffer.allocate(1 + Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(Opcode.FRAME.code())
                    .putLong(frame.size())
                    .array());
        }
        out.writeBytes(frame.toByteArray());
        frame.reset();
    }

    /** All that was written. */
    byte[] finish() {
        endFrame();
        return out.toByteArray();
    }
}
