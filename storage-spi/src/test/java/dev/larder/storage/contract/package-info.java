/** What every storage must do, as tests that a storage's module subclasses. */
package dev.larder.storage.contract;
