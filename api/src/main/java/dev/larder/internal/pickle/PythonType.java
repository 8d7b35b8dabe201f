package dev.larder.internal.pickle;

/** A type of Python as a part of a key; it can be written, but is never read. */
public enum PythonType {
    NONE("NoneType", "NoneType"),
    BOOL("bool", "bool"),
    INT("int", "long"),
    FLOAT("float", "float"),
    STR("str", "unicode"),
    BYTES("bytes", "bytes"),
    TUPLE("tuple", "tuple");

    private final String python3;
    private final String python2;

    PythonType(String python3, String python2) {
        this.python3 = python3;
        this.python2 = python2;
    }

    /** Its name among the built-in ones, as pickles of this protocol spell it. */
    String name(int protocol) {
        return protocol >= 3 ? python3 : python2;
    }
}
