/** Keeps collections in a PostgreSQL database. */
module dev.larder.storage.postgresql {
    requires static jakarta.xml.bind; // annotations on jOOQ's configuration
    requires static org.checkerframework.checker.qual; // annotations on the driver
    requires static org.jspecify;
    requires transitive dev.larder.storage;
    requires transitive java.sql;
    requires transitive org.jooq;
    requires dev.larder.storage.tables;
    requires com.zaxxer.hikari;
    requires org.postgresql.jdbc;

    exports dev.larder.storage.postgresql;

    provides dev.larder.storage.StorageProvider with
            dev.larder.storage.postgresql.PostgreSqlStorageProvider;
}
