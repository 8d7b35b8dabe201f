package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.RandomHex;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The names of pinned files: {@code <32 hexadecimal digits>-<end of the lease>.pin}, and beside it, for each time that
 * the lease was extended, an empty {@code <the same digits>-<its new end>.lease}. The end is in milliseconds since
 * 1970, with 15 digits. So a file says itself how long it stays, to whoever cleans up, and no row names it.
 *
 * @param id which value, by digits that nobody can guess
 * @param expiry when the lease ends, in milliseconds
 * @param suffix which of both it is
 */
record PinName(String id, long expiry, String suffix) {

    private static final String FILE = ".pin";
    private static final String EXTENSION = ".lease";

    /** Later than that no lease ends. */
    static final Instant LAST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    private static final int DIGITS = 15;
    private static final int EXPIRY_AT = RandomHex.LENGTH + 1;
    private static final int SUFFIX_AT = EXPIRY_AT + DIGITS;

    /** A name that no other file has, in all likelihood. */
    static PinName next(long expiry) {
        return new PinName(RandomHex.next(), expiry, FILE);
    }

    /** The name of what says that the lease lasts until then. */
    PinName extension(long expiry) {
        return new PinName(id, expiry, EXTENSION);
    }

    /** Whether this says that the lease of a file was extended, rather than being the file. */
    boolean isExtension() {
        return suffix.equals(EXTENSION);
    }

    /** The parts of a name, or null if it is none. */
    static @Nullable PinName parse(String name) {
        if (name.length() < SUFFIX_AT
                || !RandomHex.isHex(name, 0, RandomHex.LENGTH)
                || name.charAt(RandomHex.LENGTH) != '-'
                || !name.substring(EXPIRY_AT, SUFFIX_AT).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        String suffix = name.substring(SUFFIX_AT);
        return suffix.equals(FILE) || suffix.equals(EXTENSION)
                ? new PinName(
                        name.substring(0, RandomHex.LENGTH),
                        Long.parseLong(name.substring(EXPIRY_AT, SUFFIX_AT)),
                        suffix)
                : null;
    }

    @Override
    public String toString() {
        String digits = Long.toString(expiry);
        return id + '-' + "0".repeat(DIGITS - digits.length()) + digits + suffix;
    }
}
