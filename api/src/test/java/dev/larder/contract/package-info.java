/**
 * What the collections must do on every storage, as tests: each promise of {@link dev.larder.Cache} has one that fails
 * when the promise is broken. A storage's module runs them all by a test class that implements
 * {@link dev.larder.contract.CacheContract} and says how to get a fresh place; they know no vendor.
 */
@NullMarked
package dev.larder.contract;

import org.jspecify.annotations.NullMarked;
