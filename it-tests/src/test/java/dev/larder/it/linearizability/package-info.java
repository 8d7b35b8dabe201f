/** Whether what concurrent callers see could have been seen by callers one after the other. */
@NullMarked
package dev.larder.it.linearizability;

import org.jspecify.annotations.NullMarked;
