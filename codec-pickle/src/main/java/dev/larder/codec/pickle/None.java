package dev.larder.codec.pickle;

/** Python's {@code None} where it is a whole key, which null cannot be. As a part of something it is null. */
public enum None {
    NONE
}
