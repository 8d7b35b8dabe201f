/** Collections as rows of shared tables, for the storages that keep them so. */
@SuppressWarnings("module") // those it exports to are built after it
module dev.larder.storage.tables {
    requires static jakarta.xml.bind; // annotations on jOOQ's configuration
    requires static org.jspecify;
    requires transitive dev.larder.storage;
    requires transitive java.sql;
    requires dev.larder.storage.jooq;
    requires org.jooq;

    exports dev.larder.storage.tables to
            dev.larder.storage.h2,
            dev.larder.storage.postgresql,
            dev.larder.jooq;
}
