package dev.larder.storage.tables;

import static dev.larder.storage.tables.schema.Tables.LARDER_CHUNK;
import static dev.larder.storage.tables.schema.Tables.LARDER_ENTRY;
import static dev.larder.storage.tables.schema.Tables.LARDER_WORK;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.octetLength;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;

/** Statements on the pieces of large values. */
final class ChunkStatements {

    private ChunkStatements() {}

    private static Condition isOfContent() {
        return LARDER_CHUNK
                .COLLECTION
                .eq(Parameter.COLLECTION.as(LARDER_CHUNK.COLLECTION))
                .and(LARDER_CHUNK.CONTENT.eq(Parameter.CONTENT.as(LARDER_CHUNK.CONTENT)));
    }

    static Query chunk() {
        return select(LARDER_CHUNK.BYTES)
                .from(LARDER_CHUNK)
                .where(isOfContent())
                .and(LARDER_CHUNK.SEQ.eq(Parameter.SEQ.as(LARDER_CHUNK.SEQ)));
    }

    static Query insert() {
        return insertInto(LARDER_CHUNK)
                .columns(LARDER_CHUNK.COLLECTION, LARDER_CHUNK.CONTENT, LARDER_CHUNK.SEQ, LARDER_CHUNK.BYTES)
                .values(
                        Parameter.COLLECTION.as(LARDER_CHUNK.COLLECTION),
                        Parameter.CONTENT.as(LARDER_CHUNK.CONTENT),
                        Parameter.SEQ.as(LARDER_CHUNK.SEQ),
                        Parameter.BYTE_VALUE.as(LARDER_CHUNK.BYTES));
    }

    static Query delete() {
        return deleteFrom(LARDER_CHUNK).where(isOfContent());
    }

    static Query deleteAll() {
        return deleteFrom(LARDER_CHUNK)
                .where(LARDER_CHUNK.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_CHUNK.COLLECTION)))
                .and(LARDER_CHUNK.CONTENT.eq(any(Parameter.CONTENTS.asNumbers())));
    }

    /** How many bytes the chunks of a value have together. */
    static Query bytes() {
        return select(coalesce(
                        sum(octetLength(
                                LARDER_CHUNK.BYTES.cast(SQLDataType.VARBINARY).coerce(SQLDataType.VARCHAR))),
                        inline(BigDecimal.ZERO)))
                .from(LARDER_CHUNK)
                .where(isOfContent());
    }

    /** Contents that no row and no item of the work queue names. */
    static Query unused() {
        return selectDistinct(LARDER_CHUNK.CONTENT)
                .from(LARDER_CHUNK)
                .where(LARDER_CHUNK.COLLECTION.eq(Parameter.COLLECTION.as(LARDER_CHUNK.COLLECTION)))
                .and(notExists(selectOne()
                        .from(LARDER_ENTRY)
                        .where(LARDER_ENTRY.COLLECTION.eq(LARDER_CHUNK.COLLECTION))
                        .and(LARDER_ENTRY.CONTENT.eq(LARDER_CHUNK.CONTENT))))
                .and(notExists(selectOne()
                        .from(LARDER_WORK)
                        .where(LARDER_WORK.COLLECTION.eq(LARDER_CHUNK.COLLECTION))
                        .and(LARDER_WORK.CONTENT.eq(LARDER_CHUNK.CONTENT))));
    }
}
