package dev.larder.storage.jooq;

import org.jooq.Query;
import org.jooq.impl.DSL;

final class Definitions {
    private Definitions() {}

    static Query of(Sql sql) {
        return switch (sql) {
            case FIND_VALUE -> DSL.selectOne();
        };
    }
}
