package dev.larder.codec.jackson;

import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Writes JSON as Python's {@code json.dumps} does: a space after commas and colons, and floats as Python spells them.
 */
final class PythonGenerator extends JsonGeneratorDelegate {

    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withObjectEntrySpacing(Spacing.AFTER)
            .withArrayValueSpacing(Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");

    PythonGenerator(JsonGenerator json) {
        // Not delegating whole objects keeps their numbers here.
        super(json, false);
        json.setPrettyPrinter(new DefaultPrettyPrinter(SEPARATORS)
                .withObjectIndenter(DefaultPrettyPrinter.NopIndenter.instance)
                .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance));
    }

    @Override
    public void writeNumber(double value) throws IOException {
        writeRawValue(PythonFloat.toJson(value));
    }

    @Override
    public void writeNumber(float value) throws IOException {
        writeNumber((double) value);
    }

    @Override
    public void writeNumber(BigDecimal value) throws IOException {
        throw new JsonGenerationException(
                "a BigDecimal has no counterpart in Python's JSON, which would read it as a float; use a double or a text",
                this);
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }
}
