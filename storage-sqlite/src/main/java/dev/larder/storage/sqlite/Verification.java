package dev.larder.storage.sqlite;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Finding;
import dev.larder.storage.Finding.Kind;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Counters;
import dev.larder.storage.jooq.Deadline;
import dev.larder.storage.jooq.TableRow;
import dev.larder.storage.jooq.WorkFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compares the database, the value files and the counters with each other, and puts right what can be. */
final class Verification {

    private static final int ROWS_PER_PAGE = 200;

    private final Operations operations;
    private final FileCheck fileCheck;
    private final WorkFileCheck workFileCheck;
    private final ValueDirectories directories;
    private final Pins pins;
    private final Path directory;
    private final Duration grace;

    Verification(
            Operations operations,
            FileCheck fileCheck,
            WorkFileCheck workFileCheck,
            ValueDirectories directories,
            Pins pins,
            Path directory,
            Duration grace) {
        this.operations = operations;
        this.fileCheck = fileCheck;
        this.workFileCheck = workFileCheck;
        this.directories = directories;
        this.pins = pins;
        this.directory = directory;
        this.grace = grace;
    }

    List<Finding> run(boolean repair, Wait wait) {
        Deadline deadline = new Deadline(wait);
        List<Finding> findings = new ArrayList<>(databaseProblems());
        if (!findings.isEmpty()) {
            return findings; // nothing else can be trusted
        }
        if (repair) {
            pins.sweep(); // which ends leases that are over, as everything else does: nothing that is wrong
        }
        NameSet known = new NameSet();
        for (List<TableRow> page = page(Long.MIN_VALUE);
                !page.isEmpty();
                page = page(page.get(page.size() - 1).rowid())) {
            page.forEach(row -> known.add(String.valueOf(row.filename())));
            findings.addAll(fileCheck.check(page, repair, deadline));
        }
        for (List<WorkFile> page = workPage(Long.MIN_VALUE);
                !page.isEmpty();
                page = workPage(page.get(page.size() - 1).id())) {
            page.forEach(file -> known.add(file.filename()));
            findings.addAll(workFileCheck.check(page, repair, deadline));
        }
        findings.addAll(unknownFiles(known, repair));
        findings.addAll(counters(repair, deadline));
        return findings;
    }

    private List<TableRow> page(long after) {
        return operations.read(rows -> rows.pages().withFiles(after, ROWS_PER_PAGE));
    }

    private List<WorkFile> workPage(long after) {
        return operations.read(rows -> rows.work().withFiles(after, ROWS_PER_PAGE));
    }

    private List<Finding> databaseProblems() {
        try {
            return operations.read(rows -> rows.integrity().problems()).stream()
                    .map(problem -> new Finding(Kind.DATABASE_DAMAGED, "cache.db", problem, false))
                    .toList();
        } catch (CorruptStoreException e) {
            return List.of(new Finding(Kind.DATABASE_DAMAGED, "cache.db", String.valueOf(e.getMessage()), false));
        }
    }

    private List<Finding> unknownFiles(NameSet known, boolean repair) {
        ValueDirectories.Contents contents = directories.unknown(known, grace);
        NameSet namedSince = contents.files().isEmpty() ? known : names();
        List<Finding> findings = new ArrayList<>();
        for (String file : contents.files()) {
            if (!namedSince.contains(file) && directory.resolve(file).toFile().exists()) {
                boolean repaired = repair && directories.delete(file);
                findings.add(new Finding(Kind.UNKNOWN_FILE, file, "no row names this file", repaired));
            }
        }
        for (Path empty : contents.empty()) {
            boolean repaired = repair && directories.deleteEmpty(empty);
            String name = directory.relativize(empty).toString();
            findings.add(new Finding(Kind.EMPTY_DIRECTORY, name, "there is no file in this directory", repaired));
        }
        return findings;
    }

    /** The files that rows name now: others may have stored some since the rows were compared with their files. */
    private NameSet names() {
        NameSet names = new NameSet();
        for (List<TableRow> page = page(Long.MIN_VALUE);
                !page.isEmpty();
                page = page(page.get(page.size() - 1).rowid())) {
            page.forEach(row -> names.add(String.valueOf(row.filename())));
        }
        for (List<WorkFile> page = workPage(Long.MIN_VALUE);
                !page.isEmpty();
                page = workPage(page.get(page.size() - 1).id())) {
            page.forEach(file -> names.add(file.filename()));
        }
        return names;
    }

    private List<Finding> counters(boolean repair, Deadline deadline) {
        List<Finding> findings = operations.readOneState(rows -> differences(rows, false));
        if (!repair || findings.isEmpty()) {
            return findings;
        }
        return operations.write(deadline, transaction -> {
            List<Finding> repaired = differences(transaction.rows(), true);
            transaction.rows().counters().correct(transaction.rows().counters().recount());
            return repaired;
        });
    }

    private static List<Finding> differences(Rows rows, boolean repaired) throws SQLException {
        Counters.Values stored = rows.counters().values();
        Counters.Recount real = rows.counters().recount();
        List<Finding> findings = new ArrayList<>();
        if (stored.count() != real.count()) {
            findings.add(new Finding(
                    Kind.COUNT,
                    "count",
                    "is " + stored.count() + ", but there are " + real.count() + " rows",
                    repaired));
        }
        if (stored.size() != real.size()) {
            findings.add(new Finding(
                    Kind.SIZE,
                    "size",
                    "is " + stored.size() + ", but the rows' sizes add up to " + real.size(),
                    repaired));
        }
        return findings;
    }
}
