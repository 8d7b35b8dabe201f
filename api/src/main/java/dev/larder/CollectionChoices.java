package dev.larder;

import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen of a collection but for its codecs, by the names that messages have for it.
 *
 * @param openers what each opener decides anew; what is not said has its default
 * @param kept what the collection keeps where it is not said: settings, and the like
 */
record CollectionChoices(Map<String, Object> openers, Map<String, Object> kept) {

    CollectionChoices {
        openers = Map.copyOf(openers);
        kept = Map.copyOf(kept);
    }

    /** With one more that each opener decides; null is a choice not made. */
    CollectionChoices opener(String name, @Nullable Object choice) {
        return new CollectionChoices(with(openers, name, choice), kept);
    }

    /** With one more that the collection keeps; null is a choice not made. */
    CollectionChoices keeping(String name, @Nullable Object choice) {
        return new CollectionChoices(openers, with(kept, name, choice));
    }

    private static Map<String, Object> with(Map<String, Object> choices, String name, @Nullable Object choice) {
        Map<String, Object> more = new LinkedHashMap<>(choices);
        if (choice != null) {
            more.put(name, choice);
        }
        return more;
    }

    /** The settings that a builder was told. */
    static Map<String, Object> told(Settings settings) {
        return values(settings, setting -> settings.rows().containsKey(setting.name()));
    }

    /** The settings that a collection has, those that nobody has changed too. */
    static Map<String, Object> inForce(Settings settings) {
        return values(settings, setting -> true);
    }

    private static Map<String, Object> values(Settings settings, Predicate<Setting<?>> which) {
        return Setting.ALL.stream().filter(which).collect(Collectors.toMap(Setting::name, settings::get));
    }

    /**
     * Compares what is asked for with what is in force.
     *
     * @param asked what was said when it was asked for again
     * @param keptNow what the collection keeps by now
     * @return what differs, as "this, not that"; null if nothing does
     */
    @Nullable
    String difference(CollectionChoices asked, Map<String, Object> keptNow) {
        Map<String, Object> there = new TreeMap<>();
        Map<String, Object> wanted = new TreeMap<>();
        for (String name : openers.keySet()) {
            compare(name, openers.get(name), asked.openers.get(name), there, wanted);
        }
        for (String name : asked.openers.keySet()) {
            compare(name, openers.get(name), asked.openers.get(name), there, wanted);
        }
        for (String name : asked.kept.keySet()) {
            compare(name, keptNow.get(name), asked.kept.get(name), there, wanted);
        }
        return there.isEmpty() ? null : describe(there) + ", not " + describe(wanted);
    }

    private static void compare(
            String name,
            @Nullable Object found,
            @Nullable Object asked,
            Map<String, Object> there,
            Map<String, Object> wanted) {
        if (!Objects.equals(found, asked)) {
            there.put(name, found == null ? "none" : found);
            wanted.put(name, asked == null ? "none" : asked);
        }
    }

    private static String describe(Map<String, Object> choices) {
        return choices.entrySet().stream()
                .map(choice -> choice.getKey() + " " + choice.getValue())
                .collect(Collectors.joining(" and "));
    }
}
