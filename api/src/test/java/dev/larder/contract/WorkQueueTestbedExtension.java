package dev.larder.contract;

import dev.larder.WorkQueue;

/** Gives tests of {@link WorkQueue} what they work with. */
final class WorkQueueTestbedExtension extends CollectionTestbedExtension<WorkQueueTestbed> {

    WorkQueueTestbedExtension() {
        super(WorkQueue.class, WorkQueueTestbed.class);
    }

    @Override
    WorkQueueTestbed newTestbed(Object test) throws Exception {
        return new WorkQueueTestbed(((WorkQueueUnderTest) test).newStorage());
    }

    @Override
    Object open(WorkQueueTestbed testbed) {
        return testbed.open();
    }
}
