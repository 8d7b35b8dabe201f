package dev.larder.codec.jackson;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.Serializable;

/** A type, and how Jackson reads and writes it: a mapper's configuration at one moment. */
record Binding(JavaType type, ObjectReader reader, ObjectWriter writer) implements Serializable {

    private static final long serialVersionUID = 1L;

    static Binding of(JavaType type, ObjectMapper mapper) {
        // A declared type makes Jackson write the ids of subtypes where a value alone does not say that it has any, but
        // leave
        // out what a subclass adds to a plain class.
        boolean declare =
                type.hasGenericTypes() || mapper.getSerializationConfig().getDefaultTyper(type) != null;
        return new Binding(type, mapper.readerFor(type), declare ? mapper.writerFor(type) : mapper.writer());
    }

    String typeName() {
        return type.toCanonical();
    }
}
