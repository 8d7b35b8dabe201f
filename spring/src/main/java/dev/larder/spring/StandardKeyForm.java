package dev.larder.spring;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.util.ObjectUtils;
import org.springframework.util.ReflectionUtils;

/** Keys as texts and as JSON behind a mark; see {@link KeyForm#standard()}. */
final class StandardKeyForm implements KeyForm {

    static final StandardKeyForm INSTANCE = new StandardKeyForm();

    private static final String MARK = "#";

    /** Deeper is a collection that contains itself. */
    private static final int MAX_DEPTH = 100;

    private static final Field PARTS_OF_SIMPLE_KEY = partsOfSimpleKey();

    private StandardKeyForm() {}

    /** Spring shows the parts of its keys to nobody, and has kept them under this name since there are such keys. */
    private static Field partsOfSimpleKey() {
        Field parts = ReflectionUtils.findField(SimpleKey.class, "params", Object[].class);
        if (parts == null) {
            throw new IllegalStateException("The parts of Spring's SimpleKey are not where they were in Spring 6 and 7;"
                    + " give the cache manager a KeyForm of your own");
        }
        ReflectionUtils.makeAccessible(parts);
        return parts;
    }

    @Override
    public String of(Object key) {
        if (key instanceof String text) {
            return text.startsWith(MARK) ? MARK + text : text;
        }
        return MARK + json(key, 0);
    }

    private static String json(@Nullable Object part, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "A key is nested deeper than " + MAX_DEPTH + " levels; choose a simpler one");
        }
        if (part == null) {
            return "null";
        }
        if (part instanceof String text) {
            return quoted(text);
        }
        if (part instanceof Boolean
                || part instanceof Long
                || part instanceof Integer
                || part instanceof Short
                || part instanceof Byte
                || part instanceof BigInteger
                || part instanceof Double) {
            return part.toString();
        }
        if (part instanceof Float number) {
            return Double.toString(number);
        }
        if (part instanceof Enum<?> constant) {
            return named(constant.getDeclaringClass().getName(), quoted(constant.name()));
        }
        if (part instanceof SimpleKey key) {
            return array(Arrays.stream(parts(key)), depth);
        }
        if (part instanceof Record row) {
            return named(row.getClass().getName(), array(components(row), depth));
        }
        String collection = collection(part, depth);
        return collection == null ? named(part.getClass().getName(), quoted(text(part))) : collection;
    }

    private static @Nullable String collection(Object part, int depth) {
        if (part instanceof byte[] bytes) {
            return named("bytes", quoted(Base64.getEncoder().encodeToString(bytes)));
        }
        if (part instanceof List<?> list) {
            return named("list", array(list.stream(), depth));
        }
        if (part instanceof Set<?> set) {
            return named("set", sorted(set, each -> json(each, depth + 1)));
        }
        if (part instanceof Map<?, ?> map) {
            return named(
                    "map",
                    sorted(map.entrySet(), entry -> array(Stream.of(entry.getKey(), entry.getValue()), depth + 1)));
        }
        if (part instanceof Optional<?> optional) {
            return named("optional", array(optional.stream(), depth));
        }
        if (part.getClass().isArray()) {
            return named("array", array(Arrays.stream(ObjectUtils.toObjectArray(part)), depth));
        }
        return null;
    }

    /** The text of what the JDK promises a text for that says all of it. */
    private static String text(Object part) {
        if (part instanceof Class<?> type) {
            return type.getName();
        }
        if (part instanceof Locale locale) {
            return locale.toLanguageTag();
        }
        boolean isOfTheJdk = part.getClass().getName().startsWith("java.");
        if (part instanceof Character
                || part instanceof UUID
                || part instanceof BigDecimal
                || part instanceof URI
                || part instanceof Currency
                || part instanceof ZoneId
                || (isOfTheJdk && (part instanceof TemporalAccessor || part instanceof TemporalAmount))) {
            return part.toString();
        }
        throw new IllegalArgumentException("A " + part.getClass().getName()
                + " has no form that is the same in every process, so it cannot be a key; choose what the key is made"
                + " of with @Cacheable(key = \"…\"), or make the class a record");
    }

    private static @Nullable Object[] parts(SimpleKey key) {
        return Objects.requireNonNull((@Nullable Object[]) ReflectionUtils.getField(PARTS_OF_SIMPLE_KEY, key));
    }

    private static Stream<@Nullable Object> components(Record row) {
        return Arrays.stream(row.getClass().getRecordComponents())
                .map(RecordComponent::getAccessor)
                .map(accessor -> {
                    ReflectionUtils.makeAccessible(accessor);
                    return ReflectionUtils.invokeMethod(accessor, row);
                });
    }

    private static String array(Stream<? extends @Nullable Object> parts, int depth) {
        return parts.map(part -> json(part, depth + 1)).collect(Collectors.joining(",", "[", "]"));
    }

    private static <T> String sorted(Collection<? extends T> parts, Function<? super T, String> form) {
        return parts.stream().map(form).sorted().collect(Collectors.joining(",", "[", "]"));
    }

    private static String named(String name, String form) {
        return "{" + quoted(name) + ":" + form + "}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
