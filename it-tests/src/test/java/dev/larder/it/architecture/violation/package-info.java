/** Classes that break the rules on purpose, so that the rules are seen to report them. */
package dev.larder.it.architecture.violation;
