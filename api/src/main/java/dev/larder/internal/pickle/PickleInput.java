package dev.larder.internal.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The opcodes of a pickle and their arguments. Lengths are compared with the bytes there are before anything is
 * allocated.
 */
final class PickleInput {

    private final ByteBuffer pickle;

    /** The opcode being read, and where it is. */
    private @Nullable Opcode opcode;

    private int offset;

    PickleInput(byte[] pickle) {
        this.pickle = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Length of the whole pickle. */
    int length() {
        return pickle.limit();
    }

    Opcode opcode() {
        offset = pickle.position();
        opcode = null;
        if (!pickle.hasRemaining()) {
            throw unreadable("is missing: the pickle is cut off", null);
        }
        opcode = Opcode.of(pickle.get());
        if (opcode == null) {
            throw unreadable("does not exist", null);
        }
        return opcode;
    }

    /** Refuses bytes after the last opcode. */
    void requireEnd() {
        if (pickle.hasRemaining()) {
            throw unreadable("is followed by " + pickle.remaining() + " more bytes", null);
        }
    }

    int uint8() {
        return Byte.toUnsignedInt(arguments(Byte.BYTES).get());
    }

    int uint16() {
        return Short.toUnsignedInt(arguments(Short.BYTES).getShort());
    }

    int int32() {
        return arguments(Integer.BYTES).getInt();
    }

    long uint32() {
        return Integer.toUnsignedLong(int32());
    }

    /** Negative above the greatest {@code long}. */
    long uint64() {
        return arguments(Long.BYTES).getLong();
    }

    double float64() {
        return arguments(Double.BYTES).order(ByteOrder.BIG_ENDIAN).getDouble();
    }

    byte[] bytes(long length) {
        byte[] bytes = new byte[length(length)];
        pickle.get(bytes);
        return bytes;
    }

    /** Text in UTF-8 of so many bytes. */
    String text(long length) {
        return decode(StandardCharsets.UTF_8, length);
    }

    /** What Python 2 has as a text of bytes, which is text in Python 3 if it is ASCII. */
    String asciiText(long length) {
        return decode(StandardCharsets.US_ASCII, length);
    }

    private String decode(Charset charset, long length) {
        try {
            return charset.newDecoder().decode(arguments(length(length))).toString();
        } catch (CharacterCodingException e) {
            throw unreadable("has a text that is not " + charset.name(), e);
        }
    }

    /** What comes before the next line break, each byte a character. */
    String line() {
        for (int end = pickle.position(); end < pickle.limit(); end++) {
            if (pickle.get(end) == '\n') {
                byte[] line = bytes(end - (long) pickle.position());
                pickle.get();
                return new String(line, StandardCharsets.ISO_8859_1);
            }
        }
        throw unreadable("is cut off", null);
    }

    /** Checks the length of a frame. */
    void frame() {
        length(uint64());
    }

    /** A claimed length, which no more than what remains can be true. */
    private int length(long claimed) {
        if (claimed < 0 || claimed > pickle.remaining()) {
            throw unreadable(
                    "claims " + Long.toUnsignedString(claimed) + " bytes where " + pickle.remaining() + " remain",
                    null);
        }
        return (int) claimed;
    }

    /** The next bytes of the pickle. */
    private ByteBuffer arguments(int length) {
        if (length > pickle.remaining()) {
            throw unreadable("is cut off", null);
        }
        ByteBuffer arguments = pickle.slice(pickle.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        pickle.position(pickle.position() + length);
        return arguments;
    }

    /** What to throw about the opcode that is being read. */
    UnreadablePickleException unreadable(String how, @Nullable Throwable cause) {
        String what = opcode != null
                ? opcode.name()
                : offset < pickle.limit() ? "0x%02x".formatted(Byte.toUnsignedInt(pickle.get(offset))) : "";
        return new UnreadablePickleException(
                "its opcode " + what + (what.isEmpty() ? "" : " ") + "at offset " + offset + " " + how, offset, cause);
    }
}
