package dev.larder.storage.tables;

import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Selection;
import dev.larder.storage.jooq.EpochSeconds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes selected rows, in the caller's transaction. */
final class Purger {

    private final StoreContext context;

    Purger(StoreContext context) {
        this.context = context;
    }

    /**
     * Removes up to {@code limit} selected rows, but for exempt ones, and returns how many. The volume is not looked
     * at: whether the limit of {@link Selection.OverLimit} is passed is for the caller to judge.
     *
     * @param now the present, for {@link Selection.ExpiredBefore} without an instant
     * @param exempt canonical keys of rows that stay
     */
    int remove(Tx tx, Selection selection, int limit, double now, Set<Key> exempt, RemovalCause cause)
            throws SQLException {
        if (limit == 0) {
            return 0;
        }
        Call select = select(tx, selection, now);
        if (select == null) {
            return 0;
        }
        List<EntryRow> chosen = new ArrayList<>();
        select.set(Parameter.LIMIT, Math.addExact(limit, exempt.size())).each(row -> {
            EntryRow entry = EntryRow.metadata(row);
            if (chosen.size() < limit && !exempt.contains(entry.key().canonical())) {
                chosen.add(entry);
            }
        });
        return delete(tx, chosen, cause);
    }

    /** Deletes rows with their chunks, and returns how many there still were. */
    int delete(Tx tx, List<EntryRow> rows, RemovalCause cause) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        int deleted = tx.dialect() == Dialect.POSTGRESQL ? deleteAtOnce(tx, rows) : deleteEach(tx, rows);
        for (EntryRow row : rows) {
            context.removed(tx, row, cause);
        }
        return deleted;
    }

    /** Triggers run once for a statement. */
    private int deleteAtOnce(Tx tx, List<EntryRow> rows) throws SQLException {
        int deleted = context.call(tx, Sql.DELETE_ALL)
                .set(Parameter.IDS, rows.stream().mapToLong(EntryRow::id).toArray())
                .update();
        long[] contents = rows.stream()
                .map(EntryRow::content)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .toArray();
        if (contents.length > 0) {
            context.chunks().deleteAll(tx, contents);
        }
        return deleted;
    }

    private int deleteEach(Tx tx, List<EntryRow> rows) throws SQLException {
        Call delete = context.call(tx, Sql.DELETE);
        for (EntryRow row : rows) {
            delete.set(Parameter.ID, row.id()).add();
        }
        int deleted = (int) delete.runAll();
        for (EntryRow row : rows) {
            context.chunks().delete(tx, row.content());
        }
        return deleted;
    }

    private @Nullable Call select(Tx tx, Selection selection, double now) {
        if (selection instanceof Selection.ExpiredBefore expired) {
            return context.call(tx, Sql.EXPIRED)
                    .set(
                            Parameter.NOW,
                            expired.instant() == null ? (Double) now : (Double) EpochSeconds.of(expired.instant()));
        }
        if (selection instanceof Selection.Tagged tagged) {
            return context.call(tx, Sql.TAGGED).set(Parameter.TAG_HASH, Digest.of(KeyCode.bytes(Key.of(tagged.tag()))));
        }
        if (selection instanceof Selection.UpTo upTo) {
            return context.call(tx, Sql.UP_TO).set(Parameter.UP_TO, upTo.position());
        }
        if (selection instanceof Selection.KeyPrefix prefix) {
            return context.call(tx, Sql.WITH_KEYS).setSpan(KeySpan.of(KeyRange.ofPrefix(prefix.prefix())));
        }
        EvictionPolicy policy = ((Selection.OverLimit) selection).policy();
        return switch (policy) {
            case NONE -> null;
            case LEAST_RECENTLY_STORED -> context.call(tx, Sql.STORED_LONGEST_AGO);
            case LEAST_RECENTLY_USED -> context.call(tx, Sql.USED_LONGEST_AGO);
            case LEAST_FREQUENTLY_USED -> context.call(tx, Sql.USED_LEAST);
        };
    }
}
