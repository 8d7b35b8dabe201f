package dev.larder.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A Markdown document.
 *
 * @param java the lines of its Java blocks, in their order
 */
record Document(List<String> java) {

    static Document parse(List<String> lines) {
        List<String> java = new ArrayList<>();
        boolean inJava = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                inJava = line.equals("```java");
            } else if (inJava) {
                java.add(line);
            }
        }
        return new Document(java);
    }
}
