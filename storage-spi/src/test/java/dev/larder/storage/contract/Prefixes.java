package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import java.util.List;

/** Keys and prefixes with characters that patterns and ranges get wrong. */
final class Prefixes {

    static final List<String> PREFIXES = List.of(
            "",
            "a",
            "ab",
            "A",
            "%",
            "_",
            "a%",
            "a_",
            "*",
            "?",
            "[",
            "\\",
            "'",
            "\0",
            "a\0",
            "\u00e9",
            "e",
            "\u007f",
            "\ud7ff",
            "\uffff",
            "a\uffff",
            "\ud83d\ude00",
            "\udbff\udfff",
            "a\udbff\udfff",
            "\udbff\udfff\udbff\udfff",
            "absent");

    private Prefixes() {}

    /** Puts text keys around all prefixes, and keys of other types; returns the text keys. */
    static List<String> putRows(Store store) {
        List<String> keys = List.of(
                "",
                "a",
                "ab",
                "abc",
                "ac",
                "A",
                "Ab",
                "b",
                "%",
                "%x",
                "_",
                "_x",
                "a%",
                "a%b",
                "a_",
                "a_b",
                "axb",
                "*x",
                "?x",
                "[a]x",
                "\\x",
                "'x",
                "\0",
                "\0x",
                "a\0",
                "a\0x",
                "a\u0001",
                "\u00e9",
                "\u00e9x",
                "e",
                "e\u0301",
                "\u007f",
                "\u007fx",
                "\u0080",
                "\ud7ff",
                "\ud7ffx",
                "\ue000",
                "\uffff",
                "\uffffx",
                "a\uffff",
                "a\uffffx",
                "\ud800\udc00",
                "\ud83d\ude00",
                "\ud83d\ude00x",
                "\ud83d\ude01",
                "\udbff\udfff",
                "\udbff\udfffx",
                "a\udbff\udfff",
                "a\udbff\udfffx",
                "\udbff\udfff\udbff\udfff",
                "\udbff\udfff\udbff\udfffx",
                "c");
        keys.forEach(key -> put(store, key, "value"));
        put(store, Key.of(1), number(1));
        put(store, Key.of(Scalar.of(1.5)), number(1));
        put(store, Key.of(Scalar.of(new byte[] {})), number(1));
        put(store, Key.of(Scalar.of(new byte[] {'a', 'b'})), number(1));
        put(store, new Key(Scalar.of(new byte[] {'a', 'b'}), true), number(1));
        return keys;
    }

    static List<String> matching(List<String> keys, String prefix) {
        return keys.stream().filter(key -> key.startsWith(prefix)).toList();
    }

    static List<String> others(List<String> keys, String prefix) {
        return keys.stream().filter(key -> !key.startsWith(prefix)).toList();
    }
}
