package dev.larder.spring.boot;

/** How values are written. */
public enum CodecKind {
    /** Texts, numbers and bytes as they are, other objects in JDK serialisation if their classes are allowed. */
    EXACT,
    /** JSON of one type, which has to be named. */
    JSON,
    /** Text. */
    STRING,
    /** Bytes. */
    BYTES,
    /** 64-bit integers. */
    INT64,
    /** 64-bit floating-point numbers. */
    FLOAT64,
    /** Long, Double, String and byte[]; other numbers read back as Long and Double. */
    NATIVES
}
