package dev.larder.storage.jooq;

import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.KeyRange;
import dev.larder.storage.Selection;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes rows in batches: purges, and the culling that goes with a write. Expects a transaction around it. */
public final class Purger {

    private final Session session;
    private final SingleWrites writes;
    private final Pages pages;

    public Purger(Session session) {
        this.session = session;
        this.writes = new SingleWrites(session);
        this.pages = new Pages(session);
    }

    /**
     * Removes up to {@code limit} selected rows, but for exempt ones, and returns them without values; their files are
     * garbage. Fewer than {@code limit} means that no more are there. The volume is not looked at: whether the limit of
     * {@link Selection.OverLimit} is passed is for the caller to judge.
     *
     * @param now the present, for {@link Selection.ExpiredBefore} without an instant
     * @param exempt places of rows that stay
     */
    public List<TableRow> purge(Selection selection, int limit, double now, Set<Long> exempt) throws SQLException {
        PreparedStatement statement = select(selection, Math.addExact(limit, exempt.size()), now);
        if (statement == null) {
            return List.of();
        }
        List<TableRow> removed = new ArrayList<>(limit);
        for (TableRow row : Columns.queryAll(statement, false)) {
            if (removed.size() < limit && !exempt.contains(row.rowid())) {
                writes.delete(row.rowid());
                removed.add(row);
            }
        }
        return removed;
    }

    private @Nullable PreparedStatement select(Selection selection, int limit, double now) throws SQLException {
        if (selection instanceof Selection.ExpiredBefore expired) {
            PreparedStatement statement = session.prepared(Sql.EXPIRED);
            statement.setDouble(1, expired.instant() == null ? now : seconds(expired.instant()));
            statement.setInt(2, limit);
            return statement;
        }
        if (selection instanceof Selection.Tagged tagged) {
            PreparedStatement statement = session.prepared(Sql.TAGGED);
            NativeScalars.set(statement, 1, tagged.tag());
            statement.setInt(2, limit);
            return statement;
        }
        if (selection instanceof Selection.UpTo upTo) {
            PreparedStatement statement = session.prepared(Sql.UP_TO);
            statement.setLong(1, upTo.position());
            statement.setInt(2, limit);
            return statement;
        }
        if (selection instanceof Selection.KeyPrefix prefix) {
            return pages.byKey(KeyRange.ofPrefix(prefix.prefix()), false, limit, false);
        }
        Sql sql = inOrderOf(((Selection.OverLimit) selection).policy());
        if (sql == null) {
            return null;
        }
        PreparedStatement statement = session.prepared(sql);
        statement.setInt(1, limit);
        return statement;
    }

    private static @Nullable Sql inOrderOf(EvictionPolicy policy) {
        return switch (policy) {
            case NONE -> null;
            case LEAST_RECENTLY_STORED -> Sql.STORED_LONGEST_AGO;
            case LEAST_RECENTLY_USED -> Sql.USED_LONGEST_AGO;
            case LEAST_FREQUENTLY_USED -> Sql.USED_LEAST;
        };
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    /** When the first row expires or has expired; {@link Double#POSITIVE_INFINITY} if none does. */
    public double earliestExpiry() throws SQLException {
        try (ResultSet row = session.prepared(Sql.EARLIEST_EXPIRY).executeQuery()) {
            return row.next() ? row.getDouble(1) : Double.POSITIVE_INFINITY;
        }
    }
}
