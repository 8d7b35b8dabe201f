package dev.larder.storage.sqlite;

import dev.larder.storage.Finding;
import dev.larder.storage.Finding.Kind;
import dev.larder.storage.jooq.Deadline;
import dev.larder.storage.jooq.RandomHex;
import dev.larder.storage.jooq.WorkFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares items of the work queue with the files they name. */
final class WorkFileCheck {

    private final Operations operations;
    private final ValueFiles files;

    WorkFileCheck(Operations operations, ValueFiles files) {
        this.operations = operations;
        this.files = files;
    }

    /** What is wrong with these files, or was until it was repaired: then their items are dead. */
    List<Finding> check(List<WorkFile> named, boolean repair, Deadline deadline) {
        List<WorkFile> suspicious =
                named.stream().filter(file -> finding(file, false) != null).toList();
        if (suspicious.isEmpty()) {
            return List.of();
        }
        if (repair) {
            return operations.write(deadline, transaction -> repair(transaction, suspicious));
        }
        return operations.read(present -> recheck(present, suspicious));
    }

    /** Looks at the items once more, because others may have settled them while their files were looked at. */
    private List<Finding> recheck(Rows rows, List<WorkFile> suspicious) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (WorkFile file : suspicious) {
            Finding finding = finding(file, false);
            if (finding != null && rows.work().withFiles(file.id() - 1, 1).contains(file)) {
                findings.add(finding);
            }
        }
        return findings;
    }

    private List<Finding> repair(Transaction transaction, List<WorkFile> suspicious) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (WorkFile file : suspicious) {
            Finding finding = finding(file, true);
            if (finding != null && bury(transaction, file, finding)) {
                findings.add(finding);
            }
        }
        return findings;
    }

    private boolean bury(Transaction transaction, WorkFile file, Finding finding) throws SQLException {
        WorkFile real = finding.kind() == Kind.VALUE_FILE_LENGTH
                ? new WorkFile(file.id(), file.filename(), files.length(file.filename()))
                : null;
        String reason = finding.subject() + ": " + finding.detail();
        return transaction.rows().work().buryDamaged(file, real, RandomHex.next(), transaction.now(), reason);
    }

    private @Nullable Finding finding(WorkFile file, boolean repaired) {
        String item = "item " + file.id() + " of the work queue";
        if (!FileKind.WORK.isValid(file.filename())) {
            String detail = "names '" + file.filename() + "', which no file of the work queue can be called";
            return new Finding(Kind.VALUE_FILE_NAME, item, detail, repaired);
        }
        long length = files.length(file.filename());
        if (length < 0) {
            String detail = "the value of " + item + " should be there, but is not";
            return new Finding(Kind.VALUE_FILE_MISSING, file.filename(), detail, repaired);
        }
        return length == file.size()
                ? null
                : new Finding(
                        Kind.VALUE_FILE_LENGTH,
                        file.filename(),
                        "has " + length + " bytes, but should have " + file.size() + ", for " + item,
                        repaired);
    }
}
