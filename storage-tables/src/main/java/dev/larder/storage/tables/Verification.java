package dev.larder.storage.tables;

import dev.larder.storage.Finding;
import dev.larder.storage.Finding.Kind;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Wait;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares sums, rows and chunks with each other, and puts right what can be. */
final class Verification {

    private static final int ROWS_PER_PAGE = 200;

    private final StoreContext context;
    private final Rows rows;
    private final Tallies tallies;

    Verification(StoreContext context, Rows rows, Tallies tallies) {
        this.context = context;
        this.rows = rows;
        this.tallies = tallies;
    }

    List<Finding> run(boolean repair, Wait wait) {
        return context.database().onOneState(wait, tx -> {
            context.beginWriting(tx);
            List<Finding> findings = new ArrayList<>();
            entries(tx, repair, findings);
            work(tx, repair, findings);
            unused(tx, repair, findings);
            sums(tx, repair, findings);
            return findings;
        });
    }

    private void entries(Tx tx, boolean repair, List<Finding> findings) throws SQLException {
        long after = Long.MIN_VALUE;
        while (true) {
            List<EntryRow> page = context.call(tx, Sql.WITH_CONTENT)
                    .set(Parameter.AFTER, after)
                    .set(Parameter.LIMIT, ROWS_PER_PAGE)
                    .list(EntryRow::metadata);
            for (EntryRow row : page) {
                after = row.id();
                Finding finding = finding(tx, row.content(), row.size(), "the entry " + row.key(), repair);
                if (finding == null) {
                    continue;
                }
                findings.add(finding);
                if (repair) {
                    rows.delete(tx, row, RemovalCause.REMOVED);
                }
            }
            if (page.size() < ROWS_PER_PAGE) {
                return;
            }
        }
    }

    private void work(Tx tx, boolean repair, List<Finding> findings) throws SQLException {
        long after = Long.MIN_VALUE;
        while (true) {
            List<WorkRow> page = context.call(tx, Sql.WORK_WITH_CONTENT)
                    .set(Parameter.AFTER, after)
                    .set(Parameter.LIMIT, ROWS_PER_PAGE)
                    .list(WorkRow::read);
            for (WorkRow item : page) {
                after = item.id();
                Finding finding = finding(tx, item.content(), item.size(), "the work item " + item.id(), repair);
                if (finding == null) {
                    continue;
                }
                findings.add(finding);
                if (repair) {
                    context.call(tx, Sql.BURY_WORK_BY_ID)
                            .set(Parameter.ID, item.id())
                            .set(Parameter.NOW, context.now())
                            .setText(Parameter.REASON, finding.detail())
                            .update();
                }
            }
            if (page.size() < ROWS_PER_PAGE) {
                return;
            }
        }
    }

    private @Nullable Finding finding(Tx tx, @Nullable Long content, long size, String subject, boolean repair)
            throws SQLException {
        if (content == null) {
            return null;
        }
        long found = context.call(tx, Sql.CHUNK_BYTES)
                .set(Parameter.CONTENT, content)
                .list(row -> row.getLong(1))
                .get(0);
        if (found == size) {
            return null;
        }
        return new Finding(
                found == 0 ? Kind.VALUE_FILE_MISSING : Kind.VALUE_FILE_LENGTH,
                subject,
                "its value has " + found + " bytes in chunks, not " + size,
                repair);
    }

    private void unused(Tx tx, boolean repair, List<Finding> findings) throws SQLException {
        for (Long content : context.call(tx, Sql.UNUSED_CONTENTS).list(row -> row.getLong(1))) {
            findings.add(new Finding(
                    Kind.UNKNOWN_FILE, "the chunks " + content, "no entry and no work item has this value", repair));
            if (repair) {
                context.chunks().delete(tx, content);
            }
        }
    }

    private void sums(Tx tx, boolean repair, List<Finding> findings) throws SQLException {
        Tallies.Tally found = tallies.read(tx);
        Tallies.Tally real = tallies.recount(tx);
        if (found.equals(real)) {
            return;
        }
        if (found.rows() != real.rows()) {
            findings.add(
                    new Finding(Kind.COUNT, "count", "it says " + found.rows() + ", there are " + real.rows(), repair));
        }
        if (found.bytes() != real.bytes() || found.weight() != real.weight()) {
            findings.add(new Finding(
                    Kind.SIZE,
                    "size",
                    "it says " + found.bytes() + " bytes in chunks, " + found.weight() + " in all; there are "
                            + real.bytes() + " and " + real.weight(),
                    repair));
        }
        if (repair) {
            tallies.correct(tx, found, real);
        }
    }
}
