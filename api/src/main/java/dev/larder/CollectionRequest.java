package dev.larder;

import java.util.List;
import java.util.function.Supplier;

/**
 * What somebody wants who asks for a collection by name.
 *
 * @param codecs names of the codecs
 * @param choices what it is to be opened with
 * @param isChoosy whether somebody has made these choices, so that they are to be compared; otherwise it is welcome as
 *     it is
 * @param opening opens it
 */
record CollectionRequest<C>(
        List<String> codecs, CollectionChoices choices, boolean isChoosy, Supplier<OpenedCollection<C>> opening) {}
