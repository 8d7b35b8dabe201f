package dev.larder;

import java.time.Duration;

/**
 * How long an item that was given back is not handed out: twice as long after each attempt.
 *
 * @param first after the first attempt
 * @param longest at most
 */
record BackOff(Duration first, Duration longest) {

    BackOff {
        if (first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("A back-off begins with a delay that is not negative and ends with one"
                    + " that is not less, not with " + first + " and " + longest);
        }
    }

    /** The delay after so many attempts. */
    Duration after(int attempts) {
        Duration half = longest.dividedBy(2);
        Duration delay = first;
        for (int attempt = 1; attempt < attempts && !delay.isZero() && !delay.equals(longest); attempt++) {
            delay = delay.compareTo(half) > 0 ? longest : delay.multipliedBy(2);
        }
        return delay;
    }
}
