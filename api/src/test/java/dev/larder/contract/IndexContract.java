package dev.larder.contract;

/** What an index must do on every storage: all contracts together. */
public interface IndexContract
        extends IndexOrderContract, IndexEntryContract, IndexSortedContract, IndexStoreContract {}
