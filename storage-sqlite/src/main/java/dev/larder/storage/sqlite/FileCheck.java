package dev.larder.storage.sqlite;

import dev.larder.storage.Fetch;
import dev.larder.storage.Finding;
import dev.larder.storage.Finding.Kind;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.jooq.Deadline;
import dev.larder.storage.jooq.TableRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares rows with the files they name. */
final class FileCheck {

    private final Operations operations;
    private final ValueFiles files;

    FileCheck(Operations operations, ValueFiles files) {
        this.operations = operations;
        this.files = files;
    }

    /** What is wrong with the files of these rows, or was until it was repaired. */
    List<Finding> check(List<TableRow> rows, boolean repair, Deadline deadline) {
        List<TableRow> suspicious =
                rows.stream().filter(row -> finding(row, false) != null).toList();
        if (suspicious.isEmpty()) {
            return List.of();
        }
        if (repair) {
            return operations.write(deadline, transaction -> recheck(transaction.rows(), suspicious, transaction));
        }
        return operations.read(present -> recheck(present, suspicious, null));
    }

    /**
     * Looks at the rows once more, because others may have replaced or removed them while their files were looked at.
     */
    private List<Finding> recheck(Rows rows, List<TableRow> suspicious, @Nullable Transaction repairing)
            throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (TableRow suspect : suspicious) {
            TableRow row = suspect.hasKey() ? rows.lookup().row(suspect.key(), Fetch.METADATA) : suspect;
            if (row == null || row.rowid() != suspect.rowid() || !Objects.equals(row.filename(), suspect.filename())) {
                continue; // a file is deleted only after its row has come to name another
            }
            Finding finding = finding(row, repairing != null);
            if (finding != null) {
                findings.add(finding);
                if (repairing != null) {
                    repair(repairing, row, finding.kind());
                }
            }
        }
        return findings;
    }

    private @Nullable Finding finding(TableRow row, boolean repaired) {
        String file = row.filename();
        if (file == null) {
            return null;
        }
        if (!ValueFileName.isValid(file)) {
            String detail =
                    "row " + row.rowid() + " names '" + file + "', which no value file of this store can be called";
            return new Finding(Kind.VALUE_FILE_NAME, subject(row), detail, repaired);
        }
        long length = files.length(file);
        if (length < 0) {
            return new Finding(
                    Kind.VALUE_FILE_MISSING,
                    file,
                    "the value of key " + subject(row) + " should be there, but is not",
                    repaired);
        }
        return length == row.size()
                ? null
                : new Finding(
                        Kind.VALUE_FILE_LENGTH,
                        file,
                        "has " + length + " bytes, but should have " + row.size() + ", for key " + subject(row),
                        repaired);
    }

    private void repair(Transaction transaction, TableRow row, Kind kind) throws SQLException {
        if (kind == Kind.VALUE_FILE_LENGTH) {
            transaction.rows().writer().correctSize(row.rowid(), files.length(String.valueOf(row.filename())));
        } else {
            transaction.rows().remover().delete(row.rowid());
            transaction.removed(row, RemovalCause.REMOVED);
        }
    }

    private static String subject(TableRow row) {
        return String.valueOf(row.keyScalar());
    }
}
