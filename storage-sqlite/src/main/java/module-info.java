/** Keeps collections in a directory: a SQLite database with large values in files beside it. */
module dev.larder.storage.sqlite {
    requires static org.jspecify;
    requires transitive dev.larder.storage;
    requires dev.larder.storage.jooq;
    requires org.xerial.sqlitejdbc;

    exports dev.larder.storage.sqlite;

    provides dev.larder.storage.StorageProvider with
            dev.larder.storage.sqlite.SqliteStorageProvider;
}
