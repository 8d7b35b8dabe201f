/**
 * What every storage must do, as tests: each promise of the storage interfaces has one that fails when the promise is
 * broken. A storage's module runs them all by a test class that implements
 * {@link dev.larder.storage.contract.StorageContract} and says how to get a fresh place; they know no vendor.
 */
@NullMarked
package dev.larder.storage.contract;

import org.jspecify.annotations.NullMarked;
