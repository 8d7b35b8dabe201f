/**
 * What the collections must do on every storage, as tests: each promise of {@link dev.larder.Cache} and its like has
 * one that fails when the promise is broken. A storage's module runs them all by test classes that implement
 * {@link dev.larder.contract.CacheContract} and {@link dev.larder.contract.DequeContract} and say how to get a fresh
 * place; they know no vendor.
 */
@NullMarked
package dev.larder.contract;

import org.jspecify.annotations.NullMarked;
