package dev.larder.contract;

import dev.larder.Deque;

/** Gives tests of {@link Deque} what they work with. */
final class DequeTestbedExtension extends CollectionTestbedExtension<DequeTestbed> {

    DequeTestbedExtension() {
        super(Deque.class, DequeTestbed.class);
    }

    @Override
    DequeTestbed newTestbed(Object test) throws Exception {
        return new DequeTestbed(((DequeUnderTest) test).newStorage());
    }

    @Override
    Object open(DequeTestbed testbed) {
        return testbed.open();
    }
}
