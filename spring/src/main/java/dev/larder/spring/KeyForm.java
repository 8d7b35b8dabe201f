package dev.larder.spring;

/**
 * Gives each key of Spring's caches a text, by which the store knows it: the same in every process, today and after an
 * upgrade, and another for every other key.
 *
 * <p>Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface KeyForm {

    /**
     * The form that is used if none is chosen.
     *
     * <p>A text is itself, so that other programs find it under the same key; one that begins with {@code #} gets
     * another {@code #} in front. The form of everything else begins with {@code #} and goes on as JSON:
     *
     * <table>
     * <caption>Keys and their forms</caption>
     * <tr><th>key</th><th>form</th></tr>
     * <tr><td>whole numbers of any type</td><td>{@code #42}</td></tr>
     * <tr><td>{@code double}, {@code float}</td><td>{@code #1.5}</td></tr>
     * <tr><td>{@code boolean}</td><td>{@code #true}</td></tr>
     * <tr><td>{@code SimpleKey}, which Spring makes of several arguments or of none</td>
     *     <td>{@code #["isbn",42,null]}, {@code #[]}</td></tr>
     * <tr><td>lists, arrays; sets and maps, sorted by their forms</td>
     *     <td>{@code #{"list":[1,2]}}, {@code #{"array":[1,2]}}, {@code #{"set":[1,2]}}, {@code #{"map":[["a",1]]}}</td></tr>
     * <tr><td>{@code byte[]}</td><td>{@code #{"bytes":"AAE="}}</td></tr>
     * <tr><td>enums</td><td>{@code #{"com.example.Color":"RED"}}</td></tr>
     * <tr><td>records, by their components</td><td>{@code #{"com.example.Isbn":["978",3]}}</td></tr>
     * <tr><td>{@code char}, {@code BigDecimal}, {@code UUID}, {@code URI}, {@code Locale}, {@code Currency},
     *     {@code Class}, the values of {@code java.time}</td><td>{@code #{"java.util.UUID":"…"}}</td></tr>
     * <tr><td>{@code Optional}</td><td>{@code #{"optional":[1]}}</td></tr>
     * </table>
     *
     * <p>Any other class is refused with an {@link IllegalArgumentException} that names it: neither its
     * {@code hashCode} nor its {@code toString} need be the same elsewhere. Choose what the key is made of with
     * {@code @Cacheable(key = "…")}, or make it a record.
     */
    static KeyForm standard() {
        return StandardKeyForm.INSTANCE;
    }

    /**
     * The text of {@code key}.
     *
     * @throws IllegalArgumentException if it has none that would be the same elsewhere
     */
    String of(Object key);
}
