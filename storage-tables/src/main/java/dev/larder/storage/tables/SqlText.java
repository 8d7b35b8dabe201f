package dev.larder.storage.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as the driver takes it, and which parameter stands at which of its places.
 *
 * @param text with a question mark at each place
 */
record SqlText(String text, List<Parameter> places) {

    private static final Pattern NAMED = Pattern.compile(":([A-Z_]+)");

    SqlText {
        places = List.copyOf(places);
    }

    /** @param rendered with a colon and the name at each place */
    static SqlText of(String rendered) {
        List<Parameter> places = new ArrayList<>();
        Matcher named = NAMED.matcher(rendered);
        StringBuilder text = new StringBuilder(rendered.length());
        while (named.find()) {
            places.add(Parameter.valueOf(named.group(1)));
            named.appendReplacement(text, "?");
        }
        return new SqlText(named.appendTail(text).toString(), places);
    }
}
