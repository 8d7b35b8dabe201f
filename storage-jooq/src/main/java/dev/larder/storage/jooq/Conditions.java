package dev.larder.storage.jooq;

import dev.larder.storage.Condition;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import org.jspecify.annotations.Nullable;

/** Judges conditions on the row that is there. */
final class Conditions {

    private final FileComparison files;

    Conditions(FileComparison files) {
        this.files = files;
    }

    /** How much of the row it takes to judge the condition. */
    static Fetch need(Condition condition) {
        return condition instanceof Condition.IfValue ? Fetch.VALUE : Fetch.METADATA;
    }

    /**
     * Whether the condition holds.
     *
     * @param live the live row, or null if there is none
     */
    boolean hold(Condition condition, @Nullable TableRow live) {
        if (condition instanceof Condition.Plain plain) {
            return switch (plain) {
                case ALWAYS -> true;
                case IF_ABSENT -> live == null;
                case IF_PRESENT -> live != null;
            };
        }
        if (live == null) {
            return false;
        }
        if (condition instanceof Condition.IfStoredAt version) {
            return Double.compare(live.storeTime(), version.storeTime()) == 0;
        }
        return hasValue(live, ((Condition.IfValue) condition).value());
    }

    private boolean hasValue(TableRow row, Encoded value) {
        if (Mode.encoding(row.mode()) != value.encoding()) {
            return false;
        }
        return row.filename() == null ? value.scalar().equals(row.value()) : files.holds(row, value);
    }
}
