package dev.larder.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Refuses to write what {@link AllowedInput} would refuse to read, so that no value is lost that way. */
final class AllowedOutput extends ObjectOutputStream {

    private final AllowedClasses allowed;

    AllowedOutput(OutputStream out, AllowedClasses allowed) throws IOException {
        super(out);
        this.allowed = allowed;
    }

    /** Called once for each class in the object. */
    @Override
    protected void annotateClass(Class<?> c) throws IOException {
        allowed.resolve(c.getName());
    }

    @Override
    protected void annotateProxyClass(Class<?> c) throws IOException {
        throw AllowedClasses.refused(c.getName());
    }
}
