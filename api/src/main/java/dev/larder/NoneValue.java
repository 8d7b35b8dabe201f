package dev.larder;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;

/** The value that says that there is none: Python's None, pickled. */
final class NoneValue {

    private static final int PROTO = 0x80;
    private static final int FIRST_WITH_PROTO = 2;

    private NoneValue() {}

    /** None in a store's protocol of pickles. */
    static Encoded in(int protocol) {
        byte[] pickle = protocol < FIRST_WITH_PROTO
                ? new byte[] {'N', '.'}
                : new byte[] {(byte) PROTO, (byte) protocol, 'N', '.'};
        return new Encoded(Scalar.of(pickle), Encoding.PICKLE);
    }

    /** Whether a value is None, in any protocol. */
    static boolean is(Encoded value) {
        if (value.encoding() != Encoding.PICKLE || !(value.scalar() instanceof Scalar.Bytes bytes)) {
            return false;
        }
        byte[] pickle = bytes.value();
        boolean whole = pickle.length == 2 || (pickle.length == 4 && Byte.toUnsignedInt(pickle[0]) == PROTO);
        return whole && pickle[pickle.length - 2] == 'N' && pickle[pickle.length - 1] == '.';
    }
}
