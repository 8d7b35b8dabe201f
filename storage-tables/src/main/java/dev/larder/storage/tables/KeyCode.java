package dev.larder.storage.tables;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key as bytes that compare, without sign, as keys do: numbers by value, then texts by code point, then bytes, a
 * pickle before a key of the same bytes. Equal keys have equal bytes, however they are spelled; the kind keeps the
 * spelling.
 *
 * <p>Indexes take no more than some thousand bytes, so the bytes are kept in a head and a rest. Of the rest, which few
 * keys have, the hash takes part in the identity.
 *
 * @param kind how to read the key back
 * @param head the first {@value #HEAD_LENGTH} bytes
 * @param rest those behind them
 * @param hash of the rest, or empty if there is none
 */
record KeyCode(int kind, byte[] head, byte[] rest, byte[] hash) {

    static final int INTEGER = 0;
    static final int FLOATING = 1;
    static final int NEGATIVE_ZERO = 2;
    static final int TEXT = 3;
    static final int BYTES = 4;
    static final int PICKLE = 5;

    private static final int HEAD_LENGTH = 1_000;

    private static final byte[] NONE = {};

    static final int NUMBERS = 0x10;
    private static final int TEXTS = 0x20;
    private static final int BYTE_STRINGS = 0x30;

    /** Both follow a zero: one says that the zero belongs to the bytes, the other that they have ended. */
    private static final int ZERO = 0xFF;

    private static final int END = 0x01;

    private static final double TWO_TO_63 = 0x1p63;

    static KeyCode of(Key key) {
        return split(kind(key), bytes(key));
    }

    static KeyCode split(int kind, byte[] bytes) {
        if (bytes.length <= HEAD_LENGTH) {
            return new KeyCode(kind, bytes, NONE, NONE);
        }
        byte[] rest = Arrays.copyOfRange(bytes, HEAD_LENGTH, bytes.length);
        return new KeyCode(kind, Arrays.copyOf(bytes, HEAD_LENGTH), rest, Digest.of(rest));
    }

    static int kind(Key key) {
        Scalar scalar = key.scalar();
        if (scalar instanceof Scalar.Int64) {
            return INTEGER;
        }
        if (scalar instanceof Scalar.Float64 number) {
            return number.value() == 0 && 1 / number.value() < 0 ? NEGATIVE_ZERO : FLOATING;
        }
        if (scalar instanceof Scalar.Text) {
            return TEXT;
        }
        return key.pickled() ? PICKLE : BYTES;
    }

    /** The whole, in one piece. */
    static byte[] bytes(Key key) {
        Scalar scalar = key.scalar();
        if (scalar instanceof Scalar.Int64 number) {
            return integer(number.value());
        }
        if (scalar instanceof Scalar.Float64 number) {
            return number(number.value() + 0.0, 0);
        }
        if (scalar instanceof Scalar.Text text) {
            byte[] utf8 = text.value().getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[utf8.length + 1];
            bytes[0] = TEXTS;
            System.arraycopy(utf8, 0, bytes, 1, utf8.length);
            return bytes;
        }
        return byteString(((Scalar.Bytes) scalar).value(), key.pickled());
    }

    /** The greatest floating number that is not above the integer, then how far above it the integer is. */
    private static byte[] integer(long number) {
        double floor = number;
        if (floor == TWO_TO_63 || (long) floor > number) {
            floor = Math.nextDown(floor);
        }
        return number(floor, (int) (number - (long) floor));
    }

    private static byte[] number(double floor, int above) {
        long bits = Double.doubleToLongBits(floor);
        long ordered = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        return ByteBuffer.allocate(1 + Long.BYTES + Short.BYTES)
                .put((byte) NUMBERS)
                .putLong(ordered)
                .putShort((short) above)
                .array();
    }

    private static byte[] byteString(byte[] value, boolean pickled) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length + 4);
        bytes.write(BYTE_STRINGS);
        for (byte each : value) {
            bytes.write(each);
            if (each == 0) {
                bytes.write(ZERO);
            }
        }
        bytes.write(0);
        bytes.write(END);
        bytes.write(pickled ? 0 : 1);
        return bytes.toByteArray();
    }

    /** The key that was encoded. */
    Key key() {
        return switch (kind) {
            case INTEGER -> Key.of((long) floor() + ByteBuffer.wrap(head).getShort(1 + Long.BYTES));
            case FLOATING -> Key.of(Scalar.of(floor()));
            case NEGATIVE_ZERO -> Key.of(Scalar.of(-0.0));
            case TEXT -> Key.of(new String(whole(), 1, head.length + rest.length - 1, StandardCharsets.UTF_8));
            case BYTES, PICKLE -> new Key(Scalar.of(byteString(whole())), kind == PICKLE);
            default -> throw new IllegalArgumentException("There is no kind of keys with the number " + kind);
        };
    }

    private double floor() {
        long ordered = ByteBuffer.wrap(head).getLong(1);
        return Double.longBitsToDouble(ordered < 0 ? ordered ^ Long.MIN_VALUE : ~ordered);
    }

    private byte[] whole() {
        if (rest.length == 0) {
            return head;
        }
        byte[] whole = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, whole, head.length, rest.length);
        return whole;
    }

    private static byte[] byteString(byte[] bytes) {
        ByteArrayOutputStream value = new ByteArrayOutputStream(bytes.length);
        int end = bytes.length - 3;
        for (int i = 1; i < end; i++) {
            value.write(bytes[i]);
            if (bytes[i] == 0) {
                i++;
            }
        }
        return value.toByteArray();
    }

    /** Whether the head is the whole key, and no longer key has the same head. */
    boolean isShort() {
        return head.length < HEAD_LENGTH;
    }

    /** A short key of the same kind. */
    KeyCode withHead(byte[] other) {
        return new KeyCode(kind, other, NONE, NONE);
    }

    /** How many bytes the key takes. */
    int length() {
        return head.length + rest.length;
    }
}
