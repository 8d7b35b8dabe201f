package dev.larder;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of what a {@link Larder} has by name. */
public enum CollectionKind {
    /** A {@link Cache}. */
    CACHE("cache", "cache.db"),
    /** A {@link FanoutCache}. */
    FANOUT("fanout", "000/cache.db"),
    /** A {@link Deque}. */
    DEQUE("deque", "cache.db"),
    /** An {@link Index}. */
    INDEX("index", "cache.db"),
    /** A {@link WorkQueue}. */
    QUEUE("queue", "cache.db"),
    /** A {@link ReentrantCacheLock}. */
    LOCK("lock", null),
    /** A {@link Counter}. */
    COUNTER("counter", null);

    private final String label;
    private final @Nullable String mark;

    CollectionKind(String label, @Nullable String mark) {
        this.label = label;
        this.mark = mark;
    }

    /** Whether what is in it can be had anew from elsewhere. */
    boolean isCache() {
        return this == CACHE || this == FANOUT;
    }

    /** The same of the kind with this label. */
    static boolean isCache(String label) {
        return Stream.of(values()).anyMatch(kind -> kind.isCache() && kind.label.equals(label));
    }

    /** The sub-directory in which the collections of this kind lie; where Python's DiskCache has the kind, as there. */
    String directory() {
        return label;
    }

    /** The file that is there in a directory that holds such a collection; null if the kind has no directories. */
    @Nullable
    String mark() {
        return mark;
    }

    /** Whether each of this kind lies in a directory of its own. */
    boolean hasDirectory() {
        return mark != null;
    }

    /** The kind as messages name it. */
    @Override
    public String toString() {
        return label;
    }
}
