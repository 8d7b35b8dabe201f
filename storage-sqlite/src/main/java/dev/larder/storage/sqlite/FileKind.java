package dev.larder.storage.sqlite;

/** What a file of a store is for, which decides its name and with it its place. */
enum FileKind {
    /** The value of an entry. */
    VALUE {
        @Override
        String nextName() {
            return ValueFileName.next();
        }

        @Override
        boolean isValid(String name) {
            return ValueFileName.isValid(name);
        }
    },

    /** The value of an item of the work queue. */
    WORK {
        @Override
        String nextName() {
            return WorkFileName.next();
        }

        @Override
        boolean isValid(String name) {
            return WorkFileName.isValid(name);
        }
    };

    /** A name, relative to the store's directory, that no other file has, in all likelihood. */
    abstract String nextName();

    /** Whether a file of this kind can be called so: anything else is neither opened nor deleted. */
    abstract boolean isValid(String name);
}
