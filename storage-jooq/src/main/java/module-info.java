/** What the storages built on jOOQ share. */
@SuppressWarnings("module") // those it exports to are built after it
module dev.larder.storage.jooq {
    requires static jakarta.xml.bind; // annotations on jOOQ's configuration
    requires static org.jspecify;
    requires transitive dev.larder.storage;
    requires dev.larder.migrations;
    requires transitive java.sql;
    requires org.jooq;
    requires flyway.core;

    exports dev.larder.storage.jooq;
    exports dev.larder.storage.jooq.migration to
            flyway.core, // makes its logger by reflection
            dev.larder.storage.tables;
}
