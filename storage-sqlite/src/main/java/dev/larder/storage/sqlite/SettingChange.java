package dev.larder.storage.sqlite;

import dev.larder.storage.Durability;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Deadline;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Changes settings of the open store. */
final class SettingChange {

    private final Operations operations;
    private final LiveSettings settings;
    private final Readers readers;
    private final Writer writer;
    private final Durability durability;
    private final Path directory;

    SettingChange(
            Operations operations,
            LiveSettings settings,
            Readers readers,
            Writer writer,
            Durability durability,
            Path directory) {
        this.operations = operations;
        this.settings = settings;
        this.readers = readers;
        this.writer = writer;
        this.durability = durability;
        this.directory = directory;
    }

    void apply(UnaryOperator<Settings> change, Wait wait) {
        Deadline deadline = new Deadline(wait);
        // not read anew: what another program has written may be what is to be replaced
        Settings before = settings.latest().settings();
        Settings after = merged(before, valid(change.apply(before)));
        boolean changesJournal =
                !before.get(Setting.SQLITE_JOURNAL_MODE).equals(after.get(Setting.SQLITE_JOURNAL_MODE));
        if (!changesJournal) {
            write(change, deadline);
            return;
        }
        if (writer.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "The journal mode cannot be changed inside a transaction; change it before or after");
        }
        changeJournal(after, deadline);
        try {
            write(change, deadline);
        } catch (Throwable e) {
            changeJournal(before, deadline);
            throw e;
        }
    }

    /** SQLite changes the journal mode only while nobody else has the database open. */
    private void changeJournal(Settings wanted, Deadline deadline) {
        readers.withoutReaders(() -> writer.configure(Pragmas.of(wanted, durability), deadline));
    }

    private void write(UnaryOperator<Settings> change, Deadline deadline) {
        operations.write(deadline, transaction -> {
            LiveSettings.Snapshot written = write(transaction.rows(), change);
            if (writer.isHeldByCurrentThread()) {
                settings.useUncommitted(written);
                transaction.onRollback(settings::forgetUncommitted);
            }
            transaction.onCommit(() -> {
                settings.forgetUncommitted();
                settings.use(written);
            });
            return true;
        });
    }

    private LiveSettings.Snapshot write(Rows rows, UnaryOperator<Settings> change) throws SQLException {
        Settings before =
                Settings.of(LiveSettings.withoutCounters(rows.settings().read()));
        rows.settings().write(valid(change.apply(before)).rows());
        LiveSettings.Snapshot written = LiveSettings.Snapshot.of(rows.settings().read(), durability, directory);
        rows.indexes().match(written.policy(), written.settings().get(Setting.TAG_INDEX));
        return written;
    }

    private static Settings valid(Settings changes) {
        requireValid(changes);
        return changes;
    }

    private static Settings merged(Settings before, Settings changes) {
        Map<String, Scalar> rows = new HashMap<>(before.rows());
        rows.putAll(changes.rows());
        return Settings.of(rows);
    }

    /** @throws IllegalArgumentException if a setting has a value that it cannot have, or is not one */
    static void requireValid(Settings changes) {
        Setting.ALL.forEach(changes::get);
        for (String counter : LiveSettings.COUNTERS) {
            if (changes.rows().containsKey(counter)) {
                throw new IllegalArgumentException(
                        "'" + counter + "' is a counter that the store keeps itself, not a setting");
            }
        }
    }
}
