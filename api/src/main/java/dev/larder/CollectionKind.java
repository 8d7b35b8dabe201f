package dev.larder;

/** The kinds of collections that a {@link Larder} has by name. */
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
    QUEUE("queue", "cache.db");

    private final String directory;
    private final String mark;

    CollectionKind(String directory, String mark) {
        this.directory = directory;
        this.mark = mark;
    }

    /** The sub-directory in which the collections of this kind lie; where Python's DiskCache has the kind, as there. */
    String directory() {
        return directory;
    }

    /** The file that is there in a directory that holds such a collection. */
    String mark() {
        return mark;
    }

    /** The kind as messages name it. */
    @Override
    public String toString() {
        return directory;
    }
}
