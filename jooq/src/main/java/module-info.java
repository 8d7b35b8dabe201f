/** Puts collections into the tables and the transactions of an application that uses jOOQ or JDBC. */
module dev.larder.jooq {
    requires static jakarta.xml.bind; // annotations on jOOQ's configuration
    requires static org.jspecify;
    requires transitive dev.larder;
    requires transitive java.sql;
    requires transitive org.jooq;
    requires dev.larder.storage.tables;

    exports dev.larder.jooq;
}
