package dev.larder.storage.jooq;

/**
 * The file of an item of the work queue, as its row says.
 *
 * @param id of the item
 * @param filename its name
 * @param size its length in bytes
 */
public record WorkFile(long id, String filename, long size) {}
