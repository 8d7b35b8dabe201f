/** What Cache makes of a real store, where that takes more than one storage can show. */
package dev.larder.it.index;
