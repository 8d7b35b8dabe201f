package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

    private final Place place = Place.directory(Path.of("pages"));

    @ParameterizedTest
    @CsvSource({
        "file:///var/lib/pages, file:///var/lib/pages",
        "file:///var/lib/pages/, file:///var/lib/pages",
        "larder-db:db://host/shop?user=u&password=secret#public/pages, larder-db:db://host/shop#public/pages",
        "larder-db:db://host/shop?password=secret, larder-db:db://host/shop"
    })
    void name_ofAUri_isThatWithoutQueryAndSlash(URI uri, String name) {
        assertThat(place.name(uri)).isEqualTo(name);
    }

    @Test
    void name_ofAPlaceThatIsCalledSo_isThatName() {
        assertThat(place.called("cache/pages").name(URI.create("file:///var/lib/pages")))
                .isEqualTo("cache/pages");
    }
}
