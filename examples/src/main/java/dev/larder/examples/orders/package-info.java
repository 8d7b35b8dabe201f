/** An application of orders with an outbox; its README says what it shows. */
@NullMarked
package dev.larder.examples.orders;

import org.jspecify.annotations.NullMarked;
