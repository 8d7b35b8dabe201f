/**
 * Larder's collections in Micrometer: {@link dev.larder.micrometer.CacheMeters} and
 * {@link dev.larder.micrometer.QueueMeters} for what can be counted, {@link dev.larder.micrometer.ObservedLoader} and
 * {@link dev.larder.micrometer.SlowOperationObserver} for what takes its time.
 */
@NullMarked
package dev.larder.micrometer;

import org.jspecify.annotations.NullMarked;
