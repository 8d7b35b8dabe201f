package dev.larder.storage.jooq;

import java.sql.ResultSet;
import java.sql.SQLException;

/** What SQLite says of its pages, through statements kept for the session. */
final class PagePragmas {

    private final Session session;

    PagePragmas(Session session) {
        this.session = session;
    }

    long pageSize() throws SQLException {
        return number("page_size");
    }

    long pageCount() throws SQLException {
        return number("page_count");
    }

    long freePages() throws SQLException {
        return number("freelist_count");
    }

    private long number(String pragma) throws SQLException {
        try (ResultSet row = session.pragma(pragma).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
