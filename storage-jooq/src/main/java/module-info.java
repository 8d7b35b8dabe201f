/** What the storages built on jOOQ share. */
module dev.larder.storage.jooq {
    requires static org.jspecify;
    requires transitive dev.larder.storage;
    requires dev.larder.migrations;
    requires transitive org.jooq;
    requires flyway.core;
}
