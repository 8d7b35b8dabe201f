package dev.larder.spring.boot;

import dev.larder.Larder;
import dev.larder.jooq.JooqLarder;
import dev.larder.storage.LarderException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** A larder in tables beside the application's own. The only class that needs larder-jooq. */
final class LarderInDataSource {

    private static final String PROPERTY = "larder.storage";

    private LarderInDataSource() {}

    /** @throws BadLarderPropertyException if there is no database, or none that it could live in */
    static Larder open(@Nullable SlowOperationReports slow, BeanFactory beans) {
        DataSource dataSource = beans.getBeanProvider(DataSource.class).getIfUnique();
        if (dataSource == null) {
            throw new BadLarderPropertyException(
                    PROPERTY,
                    "it is data-source, but there is none, or more than one and none is primary",
                    "Configure the application's DataSource, or declare a bean of type Larder.",
                    null);
        }
        try {
            JooqLarder shared =
                    JooqLarder.using(DSL.using(dataSource, dialect(dataSource))).migrate(dataSource);
            return slow == null
                    ? shared.larder()
                    : shared.slowOperations(slow.atLeast(), slow.listener()).larder();
        } catch (IllegalArgumentException | LarderException e) {
            throw new BadLarderPropertyException(
                    PROPERTY,
                    "the collections cannot live in the application's database: " + e.getMessage(),
                    "Use PostgreSQL, H2 or SQLite, with the right to make tables; or set larder.storage to directory.",
                    e);
        }
    }

    private static SQLDialect dialect(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return JDBCUtils.dialect(connection);
        } catch (SQLException e) {
            throw new BadLarderPropertyException(
                    PROPERTY,
                    "the application's database cannot be reached: " + e.getMessage(),
                    "Check the properties of the DataSource.",
                    e);
        }
    }
}
