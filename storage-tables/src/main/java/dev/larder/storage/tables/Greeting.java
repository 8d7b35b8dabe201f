package dev.larder.storage.tables;

import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * What jOOQ writes into the log when it is used first: its name, and a tip. Who opens a collection has not chosen jOOQ,
 * and would look for where that comes from.
 */
final class Greeting {

    private static final String[] SWITCHES = {"org.jooq.no-logo", "org.jooq.no-tips"};

    private Greeting() {}

    /** Lets jOOQ come into use without it, unless it already is, or somebody has said what he wants. */
    static void withhold() {
        if (System.getProperty(SWITCHES[0]) != null || System.getProperty(SWITCHES[1]) != null) {
            return;
        }
        for (String each : SWITCHES) {
            System.setProperty(each, "true");
        }
        try {
            DSL.using(SQLDialect.DEFAULT).render(DSL.selectOne());
        } finally {
            for (String each : SWITCHES) {
                System.clearProperty(each);
            }
        }
    }
}
