package dev.larder.storage.tables;

import dev.larder.storage.Access;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows with their values. Chunks are read after the row that names them and not in one transaction with it, so
 * the row may be replaced in between: then it is read again.
 *
 * <p>A replica is asked for rows whose values lie in them, which one query reads. Whether they have expired is judged
 * by the present time, wherever they are found.
 */
final class RowReader {

    /** Each further attempt takes a row that is replaced within microseconds. */
    private static final int ATTEMPTS = 20;

    private final StoreContext context;
    private final @Nullable Replica replica;
    private final Accesses accesses;

    RowReader(StoreContext context, @Nullable Replica replica, Accesses accesses) {
        this.context = context;
        this.replica = replica;
        this.accesses = accesses;
    }

    @Nullable
    Encoded get(Key key, Access access) {
        Row row = find(key, Fetch.VALUE, access);
        return row == null ? null : row.value();
    }

    /** A row as it was read, and as callers see it. */
    private record Found(EntryRow stored, @Nullable Row row) {}

    @Nullable
    Row find(Key key, Fetch fetch, Access access) {
        KeyCode code = KeyCode.of(key);
        Replica copy = replica(fetch, access);
        Found there = copy == null ? null : copy.find(tx -> findOnReplica(tx, code));
        if (there != null) {
            accesses.hit(access, there.stored, context.now());
            return there.row;
        }
        Work<@Nullable Found> query = tx -> find(tx, code, fetch);
        Long lost = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            @Nullable Found found = context.database().read(context.readWait(), query);
            double now = context.now();
            if (found == null || !found.stored.isLiveAt(now)) {
                break;
            }
            if (found.row != null) {
                accesses.hit(access, found.stored, now);
                return found.row;
            }
            if (lost != null && lost.equals(found.stored.content())) {
                break;
            }
            lost = found.stored.content();
        }
        accesses.misses(access, 1);
        return null;
    }

    /** The replica, if such a read may be answered by it. */
    private @Nullable Replica replica(Fetch fetch, Access access) {
        return access == Access.RELAXED
                        && fetch == Fetch.VALUE
                        && !context.database().isInTransaction()
                ? replica
                : null;
    }

    private @Nullable Found findOnReplica(Tx tx, KeyCode key) throws SQLException {
        EntryRow stored = context.call(tx, Sql.FIND_VALUE).setKey(key).first(EntryRow::withValue);
        return stored != null && isHit(stored)
                ? new Found(stored, context.values().row(tx, stored, Fetch.VALUE))
                : null;
    }

    /** All of them, or null: they are to be from one state, be it that of the replica. */
    private @Nullable List<Found> findAllOnReplica(Tx tx, Set<Key> keys) throws SQLException {
        List<EntryRow> rows = rows(tx, keys, true);
        if (rows.size() < keys.size() || !rows.stream().allMatch(this::isHit)) {
            return null;
        }
        List<Found> found = new ArrayList<>(rows.size());
        for (EntryRow row : rows) {
            found.add(new Found(row, context.values().row(tx, row, Fetch.VALUE)));
        }
        return found;
    }

    /** Whether a row of the replica is all that is wanted: pieces of a value might be replaced while they are read. */
    private boolean isHit(EntryRow stored) {
        return stored.content() == null && stored.isLiveAt(context.now());
    }

    private @Nullable Found find(Tx tx, KeyCode key, Fetch fetch) throws SQLException {
        boolean withValue = fetch != Fetch.METADATA;
        EntryRow stored = context.call(tx, withValue ? Sql.FIND_VALUE : Sql.FIND)
                .setKey(key)
                .first(EntryRow.reader(withValue));
        return stored == null ? null : new Found(stored, context.values().row(tx, stored, fetch));
    }

    List<Row> findAll(Collection<Key> keys, Fetch fetch, Access access) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Replica copy = replica(fetch, access);
        List<Found> there = copy == null ? null : copy.find(tx -> findAllOnReplica(tx, Keys.canonical(keys)));
        List<Found> found = there == null ? findAll(keys, fetch) : there;
        double now = context.now();
        List<Row> rows = new ArrayList<>(found.size());
        for (Found each : found) {
            if (!each.stored.isLiveAt(now)) {
                continue;
            }
            Row row = each.row == null ? find(each.stored.key(), fetch, Access.IGNORE) : each.row;
            if (row != null) {
                accesses.hit(access, each.stored, now);
                rows.add(row);
            }
        }
        accesses.misses(access, keys.size() - rows.size());
        return rows;
    }

    private List<Found> findAll(Collection<Key> keys, Fetch fetch) {
        Set<Key> distinct = Keys.canonical(keys);
        if (context.database().dialect() == Dialect.POSTGRESQL) {
            return context.database().read(context.readWait(), tx -> findAtOnce(tx, distinct, fetch));
        }
        List<KeyCode> codes = distinct.stream().map(KeyCode::of).toList();
        return context.database().onOneState(context.readWait(), tx -> findEach(tx, codes, fetch));
    }

    private List<Found> findAtOnce(Tx tx, Set<Key> keys, Fetch fetch) throws SQLException {
        List<EntryRow> rows = rows(tx, keys, fetch != Fetch.METADATA);
        List<Found> found = new ArrayList<>(rows.size());
        for (EntryRow row : rows) {
            found.add(new Found(row, context.values().row(tx, row, fetch)));
        }
        return found;
    }

    /** By one query. */
    private List<EntryRow> rows(Tx tx, Set<Key> keys, boolean withValue) throws SQLException {
        List<EntryRow> rows = context.call(tx, withValue ? Sql.FIND_ALL_VALUES : Sql.FIND_ALL)
                .set(Parameter.HEADS, Keys.heads(keys))
                .list(EntryRow.reader(withValue));
        rows.removeIf(row -> !keys.contains(row.key().canonical())); // another key may begin as one of them does
        return rows;
    }

    private List<Found> findEach(Tx tx, List<KeyCode> keys, Fetch fetch) throws SQLException {
        List<Found> found = new ArrayList<>(keys.size());
        for (KeyCode key : keys) {
            Found each = find(tx, key, fetch);
            if (each != null) {
                found.add(each);
            }
        }
        return found;
    }

    List<Row> page(PageRequest request) {
        boolean withValue = request.fetch() != Fetch.METADATA;
        return context.database().read(context.readWait(), tx -> {
            List<Row> page = new ArrayList<>();
            for (EntryRow stored : page(tx, request, withValue)) {
                page.add(row(tx, stored, request.fetch()));
            }
            return page;
        });
    }

    private Row row(Tx tx, EntryRow stored, Fetch fetch) throws SQLException {
        Row row = context.values().row(tx, stored, fetch);
        if (row != null) {
            return row;
        }
        // its value may have been replaced since the page was read; the page goes on behind this row in any case
        Found again = find(tx, KeyCode.of(stored.key()), fetch);
        return again != null && again.row != null && again.stored.id() == stored.id()
                ? again.row
                : Values.metadata(stored);
    }

    private List<EntryRow> page(Tx tx, PageRequest request, boolean withValue) throws SQLException {
        boolean backward = request.descending();
        boolean byPlace = request.order() == PageRequest.Order.INSERTION;
        Row last = request.after();
        KeyRange range = request.range();
        if (last != null && !byPlace) {
            range = backward ? range.before(last.key()) : range.after(last.key());
        }
        Call call = context.call(tx, byPlace ? byPlace(backward, withValue) : byKey(backward, withValue))
                .setSpan(KeySpan.of(range))
                .set(Parameter.LIMIT, request.limit());
        if (byPlace) {
            call.set(Parameter.AFTER, last == null || backward ? Long.MIN_VALUE : last.position())
                    .set(
                            Parameter.UP_TO,
                            last == null || !backward ? request.upTo() : Math.min(request.upTo(), last.position() - 1));
        }
        return call.list(EntryRow.reader(withValue));
    }

    static Sql byPlace(boolean backward, boolean withValue) {
        if (backward) {
            return withValue ? Sql.PAGE_VALUES_BACKWARD : Sql.PAGE_BACKWARD;
        }
        return withValue ? Sql.PAGE_VALUES : Sql.PAGE;
    }

    static Sql byKey(boolean backward, boolean withValue) {
        if (backward) {
            return withValue ? Sql.PAGE_VALUES_BY_KEY_BACKWARD : Sql.PAGE_BY_KEY_BACKWARD;
        }
        return withValue ? Sql.PAGE_VALUES_BY_KEY : Sql.PAGE_BY_KEY;
    }

    long count(KeyRange range) {
        return context.database()
                .read(
                        context.readWait(),
                        tx -> context.call(tx, Sql.COUNT_KEYS)
                                .setSpan(KeySpan.of(range))
                                .list(row -> row.getLong(1))
                                .get(0));
    }
}
