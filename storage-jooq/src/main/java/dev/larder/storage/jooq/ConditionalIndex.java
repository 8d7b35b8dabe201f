package dev.larder.storage.jooq;

import dev.larder.storage.EvictionPolicy;
import org.jspecify.annotations.Nullable;

/** An index that exists only under some settings. */
enum ConditionalIndex {
    STORE_TIME(
            SchemaDefinitions.STORE_TIME_INDEX,
            EvictionPolicy.LEAST_RECENTLY_STORED,
            Sql.CREATE_STORE_TIME_INDEX,
            Sql.DROP_STORE_TIME_INDEX),
    ACCESS_TIME(
            SchemaDefinitions.ACCESS_TIME_INDEX,
            EvictionPolicy.LEAST_RECENTLY_USED,
            Sql.CREATE_ACCESS_TIME_INDEX,
            Sql.DROP_ACCESS_TIME_INDEX),
    ACCESS_COUNT(
            SchemaDefinitions.ACCESS_COUNT_INDEX,
            EvictionPolicy.LEAST_FREQUENTLY_USED,
            Sql.CREATE_ACCESS_COUNT_INDEX,
            Sql.DROP_ACCESS_COUNT_INDEX),
    TAG(SchemaDefinitions.TAG_INDEX, null, Sql.CREATE_TAG_INDEX, Sql.DROP_TAG_INDEX);

    private final String indexName;
    private final @Nullable EvictionPolicy policy;
    private final Sql create;
    private final Sql drop;

    /** @param policy the policy that needs it, or null for the index of tags */
    ConditionalIndex(String indexName, @Nullable EvictionPolicy policy, Sql create, Sql drop) {
        this.indexName = indexName;
        this.policy = policy;
        this.create = create;
        this.drop = drop;
    }

    String indexName() {
        return indexName;
    }

    boolean isWanted(EvictionPolicy policyInForce, boolean tagIndex) {
        return policy == null ? tagIndex : policy == policyInForce;
    }

    Sql create() {
        return create;
    }

    Sql drop() {
        return drop;
    }
}
