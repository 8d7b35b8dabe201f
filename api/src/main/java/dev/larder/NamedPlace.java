package dev.larder;

import dev.larder.storage.Storage;
import java.net.URI;

/** A place that has a name in reports. */
record NamedPlace(Place place, String name) implements Place {

    @Override
    public Storage storage() {
        return place.storage();
    }

    @Override
    public String name(URI uri) {
        return name;
    }
}
