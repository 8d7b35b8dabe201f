/** The database schema of Larder, as Flyway migrations under {@code META-INF/larder/<dialect>}. */
module dev.larder.migrations {
    requires static com.h2database; // for databases in H2 only
    requires static org.jspecify;
    requires java.sql;

    exports dev.larder.migrations.h2; // H2 makes its triggers by reflection
}
