package dev.larder.storage.tables;

import java.io.InputStream;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Databases that collections can lie in, with what makes one different from the others. */
public enum Dialect {
    /** H2, which has a table of every kind but no way to lock a key that is not there. */
    H2(SQLDialect.H2),
    /** PostgreSQL and what speaks its language. */
    POSTGRESQL(SQLDialect.POSTGRES),
    /** SQLite, where one transaction writes at a time. */
    SQLITE(SQLDialect.SQLITE);

    private final SQLDialect jooq;

    Dialect(SQLDialect jooq) {
        this.jooq = jooq;
    }

    SQLDialect jooq() {
        return jooq;
    }

    /** Where the migrations lie that make the tables, for Flyway. */
    public String migrations() {
        return "classpath:" + directory();
    }

    private String directory() {
        return "META-INF/larder/"
                + switch (this) {
                    case H2 -> "h2";
                    case POSTGRESQL -> "postgresql";
                    case SQLITE -> "sqlite-shared";
                };
    }

    /** The statements that make the tables; the caller closes the stream. */
    public InputStream script() {
        String name = directory() + "/V1__collections.sql";
        InputStream script = Dialect.class.getClassLoader().getResourceAsStream(name);
        if (script == null) {
            throw new IllegalStateException("The file " + name + " is missing: add larder-migrations as it was built");
        }
        return script;
    }

    /** Whether those who write to a collection come one after the other. Otherwise they meet at the rows they write. */
    boolean hasOneWriter() {
        return this != POSTGRESQL;
    }

    /** Whether a row that is written or removed can be had from the same statement. */
    boolean returnsRows() {
        return this != H2;
    }

    /** The place behind all rows there are. */
    Field<Long> nextPlace() {
        return this == SQLITE
                ? EntryStatements.placeBehind()
                : DSL.sequence(DSL.name("larder_place"), SQLDataType.BIGINT).nextval();
    }
}
