package dev.larder.storage.sqlite;

import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Placing;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Stored;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Added;
import dev.larder.storage.jooq.EpochSeconds;
import dev.larder.storage.jooq.NewRow;
import dev.larder.storage.jooq.TableRow;
import dev.larder.storage.jooq.Written;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and removes rows by key. */
final class RowChanges {

    private final Operations operations;
    private final Values values;
    private final LiveSettings settings;
    private final Culling culling;

    RowChanges(Operations operations, Values values, LiveSettings settings, Culling culling) {
        this.operations = operations;
        this.values = values;
        this.settings = settings;
        this.culling = culling;
    }

    Stored store(
            Key key, Item item, Condition condition, Placing placing, @Nullable Fetch previous, Cull cull, Wait wait) {
        try (Placement placement = new Placement(values, settings.get().minFileSize())) {
            Values.Placed placed = placement.place(item.content());
            StoreWork work = new StoreWork(values, culling, key, item, placed, condition, placing, previous, cull);
            return operations.write(wait, work, written -> {
                if (written.stored()) {
                    placement.keep();
                }
                return new Stored(
                        written.stored(), previous == null ? null : live(written.previous(), previous, work.now()));
            });
        }
    }

    private @Nullable Row live(@Nullable TableRow stored, Fetch fetch, double now) {
        return stored == null || !stored.isLiveAt(now) ? null : values.row(stored, fetch);
    }

    void storeAll(Map<Key, Item> items, Cull cull, Wait wait) {
        if (items.isEmpty()) {
            return;
        }
        try (Placement placement = new Placement(values, settings.get().minFileSize())) {
            List<NewItem> placed = new ArrayList<>(items.size());
            items.forEach((key, item) -> placed.add(new NewItem(key, item, placement.place(item.content()))));
            Work<Boolean> work = transaction -> {
                double now = transaction.now();
                for (NewItem each : placed) {
                    storeOne(transaction, each, now);
                }
                culling.cull(transaction, cull, now, items.keySet());
                return true;
            };
            operations.write(wait, work, done -> {
                placement.keep();
                return done;
            });
        }
    }

    private record NewItem(Key key, Item item, Values.Placed placed) {}

    private void storeOne(Transaction transaction, NewItem item, double now) throws SQLException {
        NewRow row = StoreWork.row(item.item, item.placed, now);
        Fetch previous = transaction.isObserved() ? Fetch.METADATA : null;
        Written written = transaction.rows().writer().store(item.key, row, Condition.always(), previous);
        culling.wrote(row.expireTime(), item.placed.bytes());
        transaction.written(item.key);
        transaction.created(item.placed.file());
        if (written.previous() != null) {
            StoreWork.replaced(transaction, written.previous(), now);
        }
    }

    @Nullable
    Row remove(Key key, Condition condition, Fetch fetch, Wait wait) {
        Work<@Nullable TableRow> work = transaction -> {
            TableRow removed = transaction.rows().remover().remove(key, condition, transaction.now(), fetch);
            if (removed != null) {
                values.requireReadable(removed, fetch);
                transaction.removed(removed, RemovalCause.REMOVED);
            }
            return removed;
        };
        return operations.write(wait, work, removed -> removed == null ? null : values.row(removed, fetch));
    }

    long removeAll(Collection<Key> keys, Wait wait) {
        if (keys.isEmpty()) {
            return 0;
        }
        return operations.write(wait, transaction -> {
            List<TableRow> removed = transaction.rows().remover().removeAll(keys, transaction.now());
            removed.forEach(row -> transaction.removed(row, RemovalCause.REMOVED));
            return (long) removed.size();
        });
    }

    @Nullable
    Scalar add(Key key, Scalar delta, @Nullable Scalar initial, Cull cull, Wait wait) {
        EvictionPolicy policy = settings.get().policy();
        return operations.write(wait, transaction -> {
            double now = transaction.now();
            Added added = transaction.rows().adder().add(key, delta, initial, policy, now);
            if (added == null) {
                return null;
            }
            if (added.replaced() != null) {
                transaction.removed(added.replaced(), RemovalCause.EXPIRED);
            }
            transaction.touched(key);
            if (added.started()) {
                culling.wrote(Double.POSITIVE_INFINITY, Long.BYTES);
                culling.cull(transaction, cull, now, List.of(key));
            }
            return added.sum();
        });
    }

    boolean touch(Key key, Expiry expiry, Condition condition, Wait wait) {
        return operations.write(wait, new Work<Boolean>() {
            @Override
            public Boolean run(Transaction transaction) throws SQLException {
                double now = transaction.now();
                double expireTime = EpochSeconds.of(expiry, now);
                boolean touched = transaction.rows().writer().touch(key, expireTime, condition, now);
                if (touched) {
                    transaction.touched(key);
                    culling.wrote(expireTime, 0);
                }
                return touched;
            }

            @Override
            public @Nullable Boolean runAlone(Transaction transaction) throws SQLException {
                return condition == Condition.always() ? run(transaction) : null;
            }
        });
    }
}
