package dev.larder.storage.jooq;

import org.jspecify.annotations.Nullable;

/**
 * What a write did.
 *
 * @param stored whether the row was written
 * @param previous the row that was there before, live or not, if the write had to look at it; a write that was not
 *     asked for it and met no value file leaves it null
 */
public record Written(boolean stored, @Nullable TableRow previous) {

    static final Written WITHOUT_LOOKING = new Written(true, null);

    /** The file that nothing names any more, or null. */
    public @Nullable String garbage() {
        return stored && previous != null ? previous.filename() : null;
    }
}
