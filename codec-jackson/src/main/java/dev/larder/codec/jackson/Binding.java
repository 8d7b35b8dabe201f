package dev.larder.codec.jackson;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.Serializable;

/** A type, and how Jackson reads and writes it: a mapper's configuration at one moment. */
final class Binding implements Serializable {

    private static final long serialVersionUID = 1L;

    private final JavaType type;

    /** Never used to bind: what it would keep for the next time is not serialisable, nor are readers and writers. */
    private final ObjectMapper configuration;

    private final transient ObjectReader reader;
    private final transient ObjectWriter writer;

    Binding(JavaType type, ObjectMapper mapper) {
        this.type = type;
        this.configuration = mapper.copy();
        this.reader = mapper.readerFor(type);
        // With a declared type Jackson writes the ids of subtypes where a value alone does not show that it needs one,
        // but leaves out what a subclass adds to a plain class.
        boolean declare =
                type.hasGenericTypes() || mapper.getSerializationConfig().getDefaultTyper(type) != null;
        this.writer = declare ? mapper.writerFor(type) : mapper.writer();
    }

    ObjectReader reader() {
        return reader;
    }

    ObjectWriter writer() {
        return writer;
    }

    String typeName() {
        return type.toCanonical();
    }

    private Object readResolve() {
        return new Binding(type, configuration);
    }
}
