package dev.larder.examples.orders;

import java.math.BigDecimal;

/** Amounts as people read them. */
final class Money {

    private Money() {}

    static String text(long cents) {
        return BigDecimal.valueOf(cents, 2).toPlainString();
    }
}
