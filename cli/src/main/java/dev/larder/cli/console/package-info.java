/** What the commands have in common when they speak to people. */
@NullMarked
package dev.larder.cli.console;

import org.jspecify.annotations.NullMarked;
