package dev.larder;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants who asks for a collection by name.
 *
 * @param codecs names of the codecs
 * @param options what else was asked for, to be compared; null for whatever it was opened with
 * @param opening opens it
 * @param closing closes it
 */
record CollectionRequest<C>(
        List<String> codecs, @Nullable Object options, Supplier<C> opening, Consumer<? super C> closing) {}
