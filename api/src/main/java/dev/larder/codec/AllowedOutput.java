package dev.larder.codec;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether {@link AllowedInput} would refuse to read what is written, so that no value is lost that way. It
 * only takes note: an exception in the middle would make the stream write that exception's class, and hide the first.
 */
class AllowedOutput extends ObjectOutputStream {

    private final AllowedClasses allowed;
    private @Nullable InvalidClassException refused;

    AllowedOutput(OutputStream out, AllowedClasses allowed) throws IOException {
        super(out);
        this.allowed = allowed;
    }

    /** Writes the object, which is worth keeping only if this method returns. */
    void writeAllowed(Object object) throws IOException {
        writeObject(object);
        if (refused != null) {
            throw refused;
        }
    }

    /** Called once for each class in the object. */
    @Override
    protected void annotateClass(Class<?> c) {
        try {
            allowed.resolve(c.getName());
        } catch (InvalidClassException e) {
            note(e);
        }
    }

    @Override
    protected void annotateProxyClass(Class<?> c) {
        note(AllowedClasses.refused(c.getName()));
    }

    final void note(InvalidClassException e) {
        if (refused == null) {
            refused = e;
        }
    }
}
