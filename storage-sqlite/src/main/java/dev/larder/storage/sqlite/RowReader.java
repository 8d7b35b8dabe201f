package dev.larder.storage.sqlite;

import dev.larder.storage.Access;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.jooq.EpochSeconds;
import dev.larder.storage.jooq.TableRow;
import dev.larder.storage.jooq.ValueRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads live rows with their values. A value file is read with no lock and no connection held, so the row may be
 * replaced and the file be deleted in between: then the row is read again.
 */
final class RowReader {

    /** Each further attempt takes a row that is replaced within microseconds. */
    private static final int ATTEMPTS = 20;

    private final Operations operations;
    private final Values values;
    private final AccessLog accesses;
    private final InstantSource clock;

    RowReader(Operations operations, Values values, AccessLog accesses, InstantSource clock) {
        this.operations = operations;
        this.values = values;
        this.accesses = accesses;
        this.clock = clock;
    }

    @Nullable
    Encoded get(Key key, Access access) {
        String lost = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            @Nullable ValueRow stored = operations.read(rows -> rows.lookup().value(key));
            double now = EpochSeconds.of(clock.instant());
            if (stored == null || !stored.isLiveAt(now)) {
                break;
            }
            String file = stored.filename();
            Encoded value = file == null
                    ? Values.inline(stored.mode(), stored.value())
                    : values.read(stored.mode(), file, stored.size());
            if (file == null || value != null) {
                accesses.hit(access, key, stored.rowid(), now);
                return value;
            }
            if (file.equals(lost)) {
                break;
            }
            lost = file;
        }
        accesses.misses(access, 1);
        return null;
    }

    @Nullable
    Row find(Key key, Fetch fetch, Access access) {
        String lost = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            @Nullable TableRow stored = operations.read(rows -> rows.lookup().row(key, fetch));
            double now = EpochSeconds.of(clock.instant());
            if (stored == null || !stored.isLiveAt(now)) {
                break;
            }
            Row row = values.row(stored, fetch);
            if (!Values.isLost(stored, row, fetch)) {
                accesses.hit(access, key, stored.rowid(), now);
                return row;
            }
            if (lost != null && lost.equals(stored.filename())) {
                break;
            }
            lost = stored.filename();
        }
        accesses.misses(access, 1);
        return null;
    }

    List<Row> findAll(Collection<Key> keys, Fetch fetch, Access access) {
        List<TableRow> stored = operations.readOneState(rows -> rows.lookup().rows(keys, fetch));
        double now = EpochSeconds.of(clock.instant());
        List<Row> found = new ArrayList<>(stored.size());
        for (TableRow each : stored) {
            if (!each.isLiveAt(now)) {
                continue;
            }
            Row row = values.row(each, fetch);
            if (Values.isLost(each, row, fetch)) {
                row = find(row.key(), fetch, Access.IGNORE);
            }
            if (row != null) {
                accesses.hit(access, row.key(), row.position(), now);
                found.add(row);
            }
        }
        accesses.misses(access, keys.size() - found.size());
        return found;
    }
}
