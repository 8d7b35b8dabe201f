package dev.larder.codec.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.std.UntypedObjectDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads integers of type {@code Object} as {@code Long} whatever their size, as the native codec does, and greater ones
 * as {@code BigInteger}; Jackson's own setting for this refuses the greater ones.
 */
final class LongIntegers extends UntypedObjectDeserializer {

    private static final long serialVersionUID = 1L;

    LongIntegers() {
        super((JavaType) null, null);
    }

    /** Is called for each value inside another as well. */
    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Object value = super.deserialize(parser, context);
        return value instanceof Integer integer ? (Object) integer.longValue() : value;
    }
}
