package dev.larder.storage.tables;

import dev.larder.storage.Expiry;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.EpochSeconds;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives, extends and takes away leases. */
final class LeaseChanges {

    private final StoreContext context;

    LeaseChanges(StoreContext context) {
        this.context = context;
    }

    private Call call(Tx tx, Sql sql, LeaseName name, String owner) {
        return context.call(tx, sql)
                .setKey(KeyCode.of(name.key()))
                .set(Parameter.KIND, name.kind())
                .set(Parameter.OWNER, owner);
    }

    boolean acquire(LeaseName name, String owner, Duration length, @Nullable String note, int limit, Wait wait) {
        Expiry end = Expiry.after(length);
        if (limit < 1) {
            throw new IllegalArgumentException("A lease is for at least one holder, not " + limit);
        }
        return context.database().write(wait, tx -> {
            tx.lock(context.collection());
            double now = context.now();
            int others = call(tx, Sql.COUNT_LEASES_OF_OTHERS, name, owner)
                    .set(Parameter.NOW, now)
                    .list(row -> row.getInt(1))
                    .get(0);
            if (others >= limit) {
                return false;
            }
            call(tx, Sql.PUT_LEASE, name, owner)
                    .set(Parameter.END_TIME, EpochSeconds.of(end, now))
                    .setText(Parameter.NOTE, note)
                    .update();
            context.touched(tx, name.key());
            return true;
        });
    }

    boolean extend(LeaseName name, String owner, Duration length, Wait wait) {
        Expiry end = Expiry.after(length);
        return context.database().write(wait, tx -> {
            context.beginWriting(tx);
            double now = context.now();
            return call(tx, Sql.EXTEND_LEASE, name, owner)
                            .set(Parameter.NOW, now)
                            .set(Parameter.END_TIME, EpochSeconds.of(end, now))
                            .update()
                    > 0;
        });
    }

    boolean release(LeaseName name, String owner, Wait wait) {
        return context.database().write(wait, tx -> {
            context.beginWriting(tx);
            boolean released = call(tx, Sql.DELETE_LEASE, name, owner).update() > 0;
            if (released) {
                context.touched(tx, name.key());
            }
            return released;
        });
    }

    List<Lease> find(LeaseName name) {
        return context.database().read(context.readWait(), tx -> {
            double now = context.now();
            return call(tx, Sql.LEASES, name, "").list(row -> {
                double endTime = row.getDouble(2);
                byte[] note = row.getBytes(3);
                return new Lease(
                        row.getString(1),
                        endTime,
                        endTime > now,
                        note == null ? null : new String(note, StandardCharsets.UTF_8));
            });
        });
    }

    int purge(String kind, int limit, Wait wait) {
        return context.database().write(wait, tx -> {
            context.beginWriting(tx);
            return purge(tx, kind, limit);
        });
    }

    private int purge(Tx tx, String kind, int limit) throws SQLException {
        double now = context.now();
        List<Long> ended = context.call(tx, Sql.ENDED_LEASES)
                .set(Parameter.KIND, kind)
                .set(Parameter.NOW, now)
                .set(Parameter.LIMIT, limit)
                .list(row -> row.getLong(1));
        Call delete = context.call(tx, Sql.DELETE_LEASE_BY_ID).set(Parameter.NOW, now);
        ended.forEach(id -> delete.set(Parameter.ID, id).add());
        return (int) delete.runAll();
    }
}
