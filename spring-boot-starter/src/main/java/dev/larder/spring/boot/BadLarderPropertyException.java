package dev.larder.spring.boot;

import org.jspecify.annotations.Nullable;

/** A property of Larder's that cannot be what it is, or whose collection cannot be opened so. */
public final class BadLarderPropertyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String property;
    private final String action;

    BadLarderPropertyException(String property, String problem, String action, @Nullable Throwable cause) {
        super(property + ": " + problem, cause);
        this.property = property;
        this.action = action;
    }

    /** The property, or the beginning that several have in common. */
    public String property() {
        return property;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
