/** Keeps collections in an H2 database. */
@SuppressWarnings("module") // the name ends as that of the database
module dev.larder.storage.h2 {
    requires static org.jspecify;
    requires transitive dev.larder.storage;
    requires dev.larder.storage.tables;
    requires dev.larder.migrations; // the trigger, which H2 makes by its name
    requires com.h2database;
    requires com.zaxxer.hikari;
    requires java.sql;

    exports dev.larder.storage.h2;

    provides dev.larder.storage.StorageProvider with
            dev.larder.storage.h2.H2StorageProvider;
}
