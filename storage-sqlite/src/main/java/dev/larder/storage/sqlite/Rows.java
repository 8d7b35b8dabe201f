package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.Accesses;
import dev.larder.storage.jooq.Adder;
import dev.larder.storage.jooq.Counters;
import dev.larder.storage.jooq.FileComparison;
import dev.larder.storage.jooq.Indexes;
import dev.larder.storage.jooq.Leases;
import dev.larder.storage.jooq.Lookup;
import dev.larder.storage.jooq.Pages;
import dev.larder.storage.jooq.Purger;
import dev.larder.storage.jooq.Queues;
import dev.larder.storage.jooq.RowRemover;
import dev.larder.storage.jooq.RowWriter;
import dev.larder.storage.jooq.Session;
import dev.larder.storage.jooq.SettingRows;
import dev.larder.storage.jooq.WorkRows;

/** The row operations on one session. */
record Rows(
        Lookup lookup,
        Pages pages,
        Queues queues,
        RowWriter writer,
        RowRemover remover,
        Adder adder,
        Purger purger,
        Accesses accesses,
        Counters counters,
        SettingRows settings,
        Leases leases,
        WorkRows work,
        Indexes indexes,
        Integrity integrity) {

    static Rows on(Session session, FileComparison files) {
        return new Rows(
                new Lookup(session),
                new Pages(session),
                new Queues(session),
                new RowWriter(session, files),
                new RowRemover(session, files),
                new Adder(session),
                new Purger(session),
                new Accesses(session),
                new Counters(session),
                new SettingRows(session),
                new Leases(session),
                new WorkRows(session),
                new Indexes(session),
                new Integrity(session.connection()));
    }
}
