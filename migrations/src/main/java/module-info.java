/** The database schema of Larder, as Flyway migrations under {@code META-INF/larder/<dialect>}. */
module dev.larder.migrations {
    requires static org.jspecify;
}
