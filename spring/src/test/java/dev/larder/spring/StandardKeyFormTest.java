package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.cache.interceptor.SimpleKey;

final class StandardKeyFormTest {

    record Isbn(String group, int check) {}

    static List<Arguments> keys() {
        return List.of(
                Arguments.of("978-3", "978-3"),
                Arguments.of("", ""),
                Arguments.of("#1", "##1"),
                Arguments.of(42, "#42"),
                Arguments.of(42L, "#42"),
                Arguments.of((short) 42, "#42"),
                Arguments.of(BigInteger.TWO.pow(70), "#1180591620717411303424"),
                Arguments.of(1.0, "#1.0"),
                Arguments.of(0.5f, "#0.5"),
                Arguments.of(true, "#true"),
                Arguments.of('a', "#{\"java.lang.Character\":\"a\"}"),
                Arguments.of(SimpleKey.EMPTY, "#[]"),
                Arguments.of(new SimpleKey("a", 1, null), "#[\"a\",1,null]"),
                Arguments.of(new SimpleKey("a\"b\\\n", "#"), "#[\"a\\\"b\\\\\\u000a\",\"#\"]"),
                Arguments.of(List.of("a", 1), "#{\"list\":[\"a\",1]}"),
                Arguments.of(new Object[] {"a", null}, "#{\"array\":[\"a\",null]}"),
                Arguments.of(new int[] {1, 2}, "#{\"array\":[1,2]}"),
                Arguments.of(new byte[] {0, 1}, "#{\"bytes\":\"AAE=\"}"),
                Arguments.of(Set.of("b", "a", "c"), "#{\"set\":[\"a\",\"b\",\"c\"]}"),
                Arguments.of(Map.of("b", 2, "a", 1), "#{\"map\":[[\"a\",1],[\"b\",2]]}"),
                Arguments.of(Optional.of(1), "#{\"optional\":[1]}"),
                Arguments.of(Optional.empty(), "#{\"optional\":[]}"),
                Arguments.of(TimeUnit.DAYS, "#{\"java.util.concurrent.TimeUnit\":\"DAYS\"}"),
                Arguments.of(new Isbn("978", 3), "#{\"" + Isbn.class.getName() + "\":[\"978\",3]}"),
                Arguments.of(new BigDecimal("1.50"), "#{\"java.math.BigDecimal\":\"1.50\"}"),
                Arguments.of(new UUID(1, 2), "#{\"java.util.UUID\":\"00000000-0000-0001-0000-000000000002\"}"),
                Arguments.of(URI.create("a:b"), "#{\"java.net.URI\":\"a:b\"}"),
                Arguments.of(Locale.GERMANY, "#{\"java.util.Locale\":\"de-DE\"}"),
                Arguments.of(Currency.getInstance("EUR"), "#{\"java.util.Currency\":\"EUR\"}"),
                Arguments.of(String.class, "#{\"java.lang.Class\":\"java.lang.String\"}"),
                Arguments.of(LocalDate.of(2026, 1, 2), "#{\"java.time.LocalDate\":\"2026-01-02\"}"),
                Arguments.of(Duration.ofSeconds(90), "#{\"java.time.Duration\":\"PT1M30S\"}"),
                Arguments.of(ZoneId.of("Europe/Berlin"), "#{\"java.time.ZoneRegion\":\"Europe/Berlin\"}"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void of_eachKindOfKey_hasTheFormThatIsPromised(Object key, String form) {
        assertThat(KeyForm.standard().of(key)).isEqualTo(form);
    }

    @Test
    void of_keysThatAreNotEqual_areDifferentForms() {
        assertThat(List.of(
                        "42",
                        42,
                        42.0,
                        "#42",
                        new SimpleKey(42, null),
                        List.of(42),
                        Set.of(42),
                        Optional.of(42),
                        new int[] {42},
                        "[42]",
                        "true",
                        true,
                        'a',
                        "a",
                        new BigDecimal("42"),
                        new BigDecimal("42.0")))
                .extracting(KeyForm.standard()::of)
                .doesNotHaveDuplicates();
    }

    @Test
    void of_otherObjects_areRefusedByNameWithTheWayOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyForm.standard().of(new SimpleKey("a", new Object())))
                .withMessageContaining("java.lang.Object")
                .withMessageContaining("@Cacheable(key");
    }

    @Test
    void of_aListThatContainsItself_isRefused() {
        List<Object> endless = new ArrayList<>(Arrays.asList(1, 2));
        endless.add(endless);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyForm.standard().of(endless))
                .withMessageContaining("nested deeper than 100");
    }
}
