package dev.larder.internal.pickle;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** What the lines mean that are arguments in protocol 0. */
final class LineArguments {

    /** As Python; more would take time out of proportion. */
    static final int MAX_DIGITS = 4_300;

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1," + MAX_DIGITS + "}");
    private static final Pattern FLOAT =
            Pattern.compile("[+-]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?(?:e[+-]?[0-9]{1,9})?|inf|nan)");

    private LineArguments() {}

    /**
     * An integer.
     *
     * @throws IllegalArgumentException if it is none, or has too many digits
     */
    static BigInteger integer(String line) {
        if (!INTEGER.matcher(line).matches()) {
            throw new IllegalArgumentException("is no integer of at most " + MAX_DIGITS + " digits");
        }
        return new BigInteger(line);
    }

    /**
     * A float as Python spells it.
     *
     * @throws IllegalArgumentException if it is none
     */
    static double float64(String line) {
        if (!FLOAT.matcher(line).matches()) {
            throw new IllegalArgumentException("is no float");
        }
        return switch (line) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "+nan", "-nan" -> Double.NaN;
            default -> Double.parseDouble(line);
        };
    }

    /**
     * A text with the escapes of Python's {@code raw-unicode-escape}.
     *
     * @throws IllegalArgumentException if an escape is none
     */
    static String text(String line) {
        StringBuilder text = new StringBuilder(line.length());
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c != '\\' || i + 1 == line.length()) {
                text.append(c);
                i++;
            } else {
                char kind = line.charAt(i + 1);
                int digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
                if (digits == 0) {
                    text.append(c).append(kind);
                } else {
                    text.appendCodePoint(hexadecimal(line, i + 2, digits));
                }
                i += 2 + digits;
            }
        }
        return text.toString();
    }

    /**
     * The bytes of a text in Python 2, which is spelt between quotes.
     *
     * @throws IllegalArgumentException if it is not, or is no ASCII
     */
    static String quotedText(String line) {
        int last = line.length() - 1;
        if (last < 1 || line.charAt(0) != line.charAt(last) || (line.charAt(0) != '\'' && line.charAt(0) != '"')) {
            throw new IllegalArgumentException("is not between quotes");
        }
        StringBuilder text = new StringBuilder(line.length());
        int i = 1;
        while (i < last) {
            char c = line.charAt(i++);
            if (c == '\\' && i < last) {
                char kind = line.charAt(i++);
                switch (kind) {
                    case '\\', '\'', '"' -> c = kind;
                    case 't' -> c = '\t';
                    case 'n' -> c = '\n';
                    case 'r' -> c = '\r';
                    case 'x' -> {
                        c = (char) hexadecimal(line, i, 2);
                        i += 2;
                    }
                    default -> throw new IllegalArgumentException("has an escape that does not exist");
                }
            }
            if (c > 0x7F) {
                throw new IllegalArgumentException("has a text that is not US-ASCII");
            }
            text.append(c);
        }
        return text.toString();
    }

    private static int hexadecimal(String line, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = i < line.length() ? Character.digit(line.charAt(i), 16) : -1;
            if (digit < 0 || number > Character.MAX_CODE_POINT >> 4) {
                throw new IllegalArgumentException("has an escape that is no character");
            }
            number = number << 4 | digit;
        }
        if (number > Character.MAX_CODE_POINT) {
            throw new IllegalArgumentException("has an escape that is no character");
        }
        return number;
    }
}
