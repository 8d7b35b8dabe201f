package dev.larder.contract;

/** All contracts of deques together. A storage's test class implements this and says how to get a fresh place. */
public interface DequeContract
        extends DequeEndsContract, DequePlacesContract, DequeBlockingContract, DequeOpeningContract {}
