package dev.larder.storage.jooq;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What SQLite says of its pages, through statements kept for the session. */
final class PagePragmas {

    private final Session session;
    private @Nullable PreparedStatement pageSize;
    private @Nullable PreparedStatement pageCount;
    private @Nullable PreparedStatement freePages;

    PagePragmas(Session session) {
        this.session = session;
    }

    long pageSize() throws SQLException {
        if (pageSize == null) {
            pageSize = session.connection().prepareStatement("pragma page_size");
        }
        return number(pageSize);
    }

    long pageCount() throws SQLException {
        if (pageCount == null) {
            pageCount = session.connection().prepareStatement("pragma page_count");
        }
        return number(pageCount);
    }

    long freePages() throws SQLException {
        if (freePages == null) {
            freePages = session.connection().prepareStatement("pragma freelist_count");
        }
        return number(freePages);
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
