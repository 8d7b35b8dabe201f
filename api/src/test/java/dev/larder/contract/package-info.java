/** What the collections must do on every storage, as tests that a storage's module subclasses. */
package dev.larder.contract;
