package dev.larder;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A collection that is open.
 *
 * @param kept what it keeps of the {@linkplain CollectionChoices choices} that were made for it, as it is now
 * @param closing closes it
 */
record OpenedCollection<C>(C collection, Supplier<Map<String, Object>> kept, Runnable closing) {}
