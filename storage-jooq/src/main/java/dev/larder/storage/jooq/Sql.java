package dev.larder.storage.jooq;

/** The statements of the catalogue. {@link Definitions} says what each is. */
enum Sql {
    FIND_VALUE;

    static final int COUNT = values().length;

    /** Its place in arrays with one element for each statement. */
    @SuppressWarnings("EnumOrdinal") // never stored
    int slot() {
        return ordinal();
    }
}
