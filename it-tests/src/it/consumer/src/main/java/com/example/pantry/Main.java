package com.example.pantry;

import dev.larder.storage.StorageProvider;
import java.util.ServiceLoader;

/** Finds a storage. */
public final class Main {

    private Main() {}

    /**
     * Runs the program.
     *
     * @param args the directory of the cache
     */
    public static void main(String[] args) {
        System.out.println(StorageProvider.class.getModule() + " " + args[0]);
    }
}
