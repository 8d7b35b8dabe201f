package dev.larder.storage.sqlite;

/**
 * What a resharding did.
 *
 * @param before number of shards before
 * @param after number of shards now
 * @param rows entries that are there now, expired ones included
 * @param superseded entries that were dropped because their key, spelled otherwise and thus in another shard, had been
 *     stored later: {@code 1} and {@code 1.0} are one key to a shard that gets both
 * @param missingFiles entries that name a value file which was missing already; they are there as they were
 */
public record Resharded(int before, int after, long rows, long superseded, long missingFiles) {}
