package dev.larder.examples.orders;

/** The message to others that an order was placed. */
record OrderPlaced(long number, String customer, String item, long cents) {

    /** By this the receiver tells a message that it has already: it is the same however often it is sent. */
    String key() {
        return "order-" + number;
    }
}
